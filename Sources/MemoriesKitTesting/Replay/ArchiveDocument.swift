import Foundation

/// The members of a HAR file that this kit uses, under their HAR names. Optional members may be
/// missing from a file; the kit writes the others because HAR requires them.
struct ArchiveDocument: Codable {
  var log: Log

  struct Log: Codable {
    var version: String? = "1.2"
    var creator: Creator? = Creator()
    var comment: String?
    var entries: [ArchiveEntry]
  }

  struct Creator: Codable {
    var name: String? = "MemoriesKitTesting"
    var version: String? = "1"
  }
}

struct ArchiveEntry: Codable {
  var startedDateTime: String? = "1970-01-01T00:00:00.000Z"
  var time: Double? = 0
  var request: Request
  var response: Response
  var cache: Empty? = Empty()
  var timings: Timings? = Timings()

  struct Empty: Codable {}

  struct Timings: Codable {
    var send: Double? = 0
    var wait: Double? = 0
    var receive: Double? = 0
  }

  struct Pair: Codable {
    var name: String
    var value: String?
  }

  struct Request: Codable {
    var method: String
    var url: String
    var httpVersion: String? = "HTTP/1.1"
    var cookies: [Empty]? = []
    var headers: [Pair]?
    var queryString: [Pair]?
    var postData: PostData?
    var headersSize: Int64? = -1
    var bodySize: Int64? = 0
  }

  struct PostData: Codable {
    var mimeType: String?
    var text: String?
    var params: [Parameter]?
    var encoding: String?
    var isTruncated: Bool?

    enum CodingKeys: String, CodingKey {
      case mimeType, text, params
      case encoding = "_encoding"
      case isTruncated = "_truncated"
    }
  }

  struct Parameter: Codable {
    var name: String
    var value: String?
    var fileName: String?
    var contentType: String?
  }

  struct Response: Codable {
    var status: Int
    var statusText: String? = ""
    var httpVersion: String? = "HTTP/1.1"
    var cookies: [Empty]? = []
    var headers: [Pair]?
    var content: Content?
    var redirectURL: String? = ""
    var headersSize: Int64? = -1
    var bodySize: Int64? = 0
  }

  struct Content: Codable {
    var size: Int64?
    var mimeType: String?
    var text: String?
    var encoding: String?
    var pieces: [Int]?
    var isTruncated: Bool?

    enum CodingKeys: String, CodingKey {
      case size, mimeType, text, encoding
      case pieces = "_chunks"
      case isTruncated = "_truncated"
    }
  }
}
