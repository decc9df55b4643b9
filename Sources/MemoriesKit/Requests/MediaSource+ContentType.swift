extension MediaSource {
  /// A content type such as `video/mp4` that is valid as the value of a header.
  public struct ContentType: RawRepresentable, Sendable, Hashable, Codable {
    /// The content type as it goes on the wire.
    public let rawValue: String

    /// The type of bytes about which nothing is known.
    public static let octetStream = MediaSource.ContentType(known: "application/octet-stream")

    /// Makes a content type; nil unless it is `type/subtype`, followed only by printable ASCII
    /// after a semicolon.
    public init?(rawValue: String) {
      let essence = rawValue.utf8.prefix { $0 != UInt8(ascii: ";") }
      let names = essence.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard names.count == 2,
        names.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isTokenByte) }),
        rawValue.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
      else { return nil }
      self.rawValue = rawValue
    }

    /// The content type for the extension of a file name, in any case; octets if the extension is
    /// unknown.
    public init(fileName: String) {
      guard let dot = fileName.utf8.lastIndex(of: UInt8(ascii: ".")) else {
        self = .octetStream
        return
      }
      let fileExtension = fileName[fileName.utf8.index(after: dot)...].lowercased()
      self = Self.byExtension[fileExtension] ?? .octetStream
    }

    /// The usual extension of a file of this type, without a dot; nil if it is none of those of the
    /// service.
    var usualExtension: String? {
      let essence = rawValue.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      return Self.extensions[essence]
    }

    private static let extensions: [String: String] = {
      let usual = byExtension.filter { !["mpg", "jpeg", "tif"].contains($0.key) }
      return Dictionary(
        usual.map { ($0.value.rawValue, $0.key) }, uniquingKeysWith: { min($0, $1) }
      ).merging(["application/zip": "zip"]) { known, _ in known }
    }()

    private init(known: String) {
      rawValue = known
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default:
        "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }

    /// The formats in the upload documentation of the service, with the usual spellings of their
    /// extensions.
    private static let byExtension: [String: MediaSource.ContentType] = [
      "mp4": "video/mp4",
      "mov": "video/quicktime",
      "avi": "video/x-msvideo",
      "mkv": "video/x-matroska",
      "webm": "video/webm",
      "flv": "video/x-flv",
      "wmv": "video/x-ms-wmv",
      "mpeg": "video/mpeg",
      "mpg": "video/mpeg",
      "mp3": "audio/mpeg",
      "wav": "audio/wav",
      "aac": "audio/aac",
      "flac": "audio/flac",
      "ogg": "audio/ogg",
      "m4a": "audio/mp4",
      "jpg": "image/jpeg",
      "jpeg": "image/jpeg",
      "png": "image/png",
      "gif": "image/gif",
      "webp": "image/webp",
      "bmp": "image/bmp",
      "tiff": "image/tiff",
      "tif": "image/tiff",
    ].mapValues(MediaSource.ContentType.init(known:))
  }
}
