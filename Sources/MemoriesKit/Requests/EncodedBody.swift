import Foundation

/// A request body in its form on the wire: the content type, and the segments in order.
///
/// It only names files. Each attempt opens them anew, and only then is the length of the body
/// known.
struct EncodedBody: Sendable, Hashable {
  enum Segment: Sendable, Hashable {
    case bytes(Data)
    case file(URL)
  }

  let contentType: String?
  private(set) var segments: [Segment] = []

  init(
    _ body: MemoriesRequest.Body,
    boundary: @autoclosure () -> MultipartBoundary = MultipartBoundary()
  ) {
    switch body {
    case .none:
      contentType = nil
    case .json(let document):
      contentType = "application/json"
      segments = [.bytes(document)]
    case .form(let fields):
      contentType = "application/x-www-form-urlencoded"
      segments = [.bytes(Data(PercentEncoding.form(fields).utf8))]
    case .bytes(let bytes, let type):
      contentType = type.rawValue
      segments = [.bytes(bytes)]
    case .file(let url, let type):
      contentType = (type ?? MediaSource.ContentType(fileName: url.lastPathComponent)).rawValue
      segments = [.file(url)]
    case .multipart(let parts):
      let boundary = boundary()
      contentType = "multipart/form-data; boundary=\(boundary.text)"
      append(parts, boundary: boundary)
    }
  }

  private mutating func append(_ parts: [MemoriesRequest.Part], boundary: MultipartBoundary) {
    var pending = Data()
    for part in parts {
      pending += MultipartEncoding.head(of: part, boundary: boundary)
      switch part.content {
      case .text(let text, _):
        pending += Data(text.utf8)
      case .media(let source, _, _):
        // Media is a segment of its own, so that bytes in memory are not copied.
        segments.append(.bytes(pending))
        pending = Data()
        switch source {
        case .file(let url): segments.append(.file(url))
        case .data(let data, _): segments.append(.bytes(data))
        }
      }
      pending += MultipartEncoding.partEnd
    }
    segments.append(.bytes(pending + MultipartEncoding.end(boundary: boundary)))
  }
}
