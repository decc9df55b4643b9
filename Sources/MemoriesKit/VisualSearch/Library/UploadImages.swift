import Foundation

extension VisualSearch {
  /// Uploads images to the private image library, which ``SearchImages`` searches. It is not the
  /// library of videos.
  ///
  /// An image may be `.jpg`, `.jpeg`, `.png`, `.gif`, `.bmp` or `.webp`, of up to 20 MB. When the
  /// service refuses one image, it refuses them all. It limits how many one call may send, but does
  /// not document the number. It does not document either how to list, poll or delete images. It
  /// bills every accepted upload.
  ///
  /// ```swift
  /// var upload = VisualSearch.UploadImages([.file(first), .file(second)])
  /// upload.tags = ["holiday"]
  /// let ids = try await client.send(upload).map(\.id)
  /// ```
  public struct UploadImages: Operation, AnsweredOperation, CapturedUpload, Hashable, Codable {
    /// The images.
    public var images: [MediaSource]
    /// The part of the library that the images go to.
    public var scope: LibraryScope?
    /// When the images were taken. The client sends it as the time on a clock in ``timeZone``.
    public var capturedAt: Date?
    /// The zone for ``capturedAt``, because the service knows no zones.
    public var timeZone: TimeZone = .current
    /// The time of capture as text, `yyyy-MM-dd HH:mm:ss`, instead of ``capturedAt``.
    public var capturedAtText: String?
    /// The camera or device; at most 200 characters.
    public var cameraModel: String?
    /// Where the images were taken.
    public var location: GeoPoint?
    /// Your own tags for all images, at most 50 and none empty. The service adds the tag `api`.
    public var tags: [String] = []

    /// Uploads images in one call.
    public init(_ images: [MediaSource]) {
      self.images = images
    }

    /// One receipt for each image. The documentation does not promise an order.
    public typealias Output = [Receipt]

    /// The receipt for an image.
    public struct Receipt: Sendable, Hashable, Codable, Identifiable {
      /// The id of the image in the image library.
      public let id: ImageID

      /// Makes a receipt, for tests and fakes.
      public init(id: ImageID) {
        self.id = id
      }
    }

    /// An image without its id would be paid for and lost, so that answer is an error.
    public static let answerFormat = AnswerFormat<Output>.envelope.skippingNothing

    /// The service bills every accepted upload, and nothing tells it that two are the same.
    public static let traits = OperationTraits(
      "VisualSearch.UploadImages", .billed, rateGroup: .upload)

    /// Checks every documented limit of the images and the parameters.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.require(!images.isEmpty, "images", "there is no image to send")
      for (index, image) in images.enumerated() { rules.checkImage(image, "images[\(index)]") }
      rules.checkScope(scope, folders: .writing)
      checkCapture(&rules, tagLimit: 50)
      return rules.problems
    }

    /// `POST /upload_img` as a multipart form, with the images last.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add(scope)
      form += captureFields.map { MemoriesRequest.Part($0.name, $0.value) }
      for image in images { form.add("files", image) }
      return MemoriesRequest(.post, "upload_img", body: .multipart(form))
    }
  }

  /// The id of an image in the private image library.
  public struct ImageID: ServiceIdentifier {
    /// The id as the service wrote it.
    public let rawValue: String

    /// Makes an id from the text that the service wrote.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }
  }
}
