import Foundation

extension VisualIntelligence {
  /// Sends a file to the address of a ``SignedUpload``, which belongs to a storage service. The
  /// request carries no key.
  ///
  /// ```swift
  /// try await client.send(VisualIntelligence.SendToSignedURL(upload.signedURL, file: movie))
  /// ```
  public struct SendToSignedURL: AnsweredOperation, Hashable, Codable {
    /// The address.
    public var signedURL: URL
    /// The file or the bytes to send. A file must not change until it is sent; see
    /// ``MediaSource/file(_:)``.
    public var medium: MediaSource

    /// Sends a file, which is read while it is sent.
    public init(_ signedURL: URL, file: URL) {
      self.init(signedURL, .file(file))
    }

    /// Sends a file or something in memory.
    public init(_ signedURL: URL, _ medium: MediaSource) {
      self.signedURL = signedURL
      self.medium = medium
    }

    /// The storage service answers in a form of its own, which is not documented.
    public typealias Output = NoOutput

    /// Any 2xx without an envelope that refuses.
    public static let answerFormat = AnswerFormat<NoOutput>.nothing

    /// Nothing is documented about sending to the same address twice.
    public static let traits = OperationTraits("VisualIntelligence.SendToSignedURL", .billed)

    /// The address itself, without a key.
    public var service: MemoriesService { MemoriesService(at: signedURL, authorization: .none) }

    /// Refuses what ``UploadAsset`` refuses.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.checkAsset(medium)
      return rules.problems
    }

    /// `POST` as a multipart form to the address.
    public func request() -> MemoriesRequest {
      var form: [MemoriesRequest.Part] = []
      form.add("file", medium)
      return MemoriesRequest(.post, body: .multipart(form))
    }
  }
}
