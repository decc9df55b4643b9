import Foundation

extension VisualSearch {
  /// Finds images of the private image library by a text. ``UploadImages`` fills that library.
  ///
  /// Write the text in English. The service bills every successful search.
  ///
  /// ```swift
  /// for image in try await client.send(VisualSearch.SearchImages("sunset")).images ?? [] {
  ///   show(image.url)
  /// }
  /// ```
  public struct SearchImages: Operation, AnsweredOperation, Hashable, Codable {
    /// What to look for.
    public var text: String
    /// The part of the library to search.
    public var scope: LibraryScope?
    /// How many images the answer may have, from 1 to 1,000; the service uses 100 unless you set it.
    public var limit: Int?
    /// The least score; the service returns all scores unless you set it.
    public var level: FilteringLevel?
    /// What the search is limited to.
    public var filter = SearchFilter()

    /// Makes a search for a text.
    public init(_ text: String, scope: LibraryScope? = nil) {
      self.text = text
      self.scope = scope
    }

    /// The images that fit. The answer speaks of pages, but no parameter asks for another one.
    public struct Output: Sendable, Hashable, Codable {
      /// The number of the page; 0 in the documented example.
      public let currentPage: Int?
      /// How many images a page has.
      public let pageSize: Int?
      /// How many images fit.
      public let totalCount: Int?
      /// The images.
      public let images: [Image]?

      /// Makes an answer, for tests and fakes.
      public init(
        currentPage: Int? = nil, pageSize: Int? = nil, totalCount: Int? = nil,
        images: [Image]? = nil
      ) {
        self.currentPage = currentPage
        self.pageSize = pageSize
        self.totalCount = totalCount
        self.images = images
      }

      private enum CodingKeys: String, CodingKey {
        case currentPage, pageSize, totalCount
        case images = "item"
      }
    }

    /// An image that fits.
    public struct Image: Sendable, Hashable, Codable, Identifiable {
      /// The id of the image.
      public let id: ImageID
      /// The name of the image.
      public let name: String?
      /// A signed URL of the image, which expires. ``location`` does not.
      public let url: URL?
      /// When the image was taken, as given with the upload.
      public let datetimeTaken: Date?
      /// The camera, as given with the upload.
      public let cameraModel: String?
      /// Degrees north of the equator, as given with the upload; see ``place``.
      public let latitude: Double?
      /// Degrees east of Greenwich, as given with the upload; see ``place``.
      public let longitude: Double?
      /// How well the image fits.
      public let score: Double?
      /// The storage bucket; see ``location``.
      public let bucket: String?
      /// The path inside the bucket; see ``location``.
      public let blob: String?

      /// Makes an image, for tests and fakes.
      public init(
        id: ImageID, name: String? = nil, url: URL? = nil, datetimeTaken: Date? = nil,
        cameraModel: String? = nil, latitude: Double? = nil, longitude: Double? = nil,
        score: Double? = nil, bucket: String? = nil, blob: String? = nil
      ) {
        self.id = id
        self.name = name
        self.url = url
        self.datetimeTaken = datetimeTaken
        self.cameraModel = cameraModel
        self.latitude = latitude
        self.longitude = longitude
        self.score = score
        self.bucket = bucket
        self.blob = blob
      }

      private enum CodingKeys: String, CodingKey {
        case id, name, datetimeTaken, cameraModel, latitude, longitude, score, bucket, blob
        case url = "imgUrl"
      }

      /// Where the image is stored.
      public var location: StorageLocation? { StorageLocation(bucket: bucket, blob: blob) }

      /// Where the image was taken, as given with the upload.
      public var place: GeoPoint? {
        guard let latitude, let longitude else { return nil }
        return GeoPoint(latitude: latitude, longitude: longitude)
      }
    }

    /// The service bills every successful search.
    public static let traits = OperationTraits(
      "VisualSearch.SearchImages", .billed, rateGroup: .search)

    /// Refuses an empty text and everything beyond the documented limits.
    public func problems() -> [MemoriesError.Problem] { search.problems() }

    /// `POST /search` with the type `BY_IMAGE`.
    public func request() throws -> MemoriesRequest { try search.request() }

    private var search: TextSearch {
      TextSearch(
        text: text, kind: .images, scope: scope, limit: limit, level: level, filter: filter)
    }
  }
}
