import Foundation

/// Collects the fields and the files of a multipart form.
final class FormReceiver {
  private struct OpenPart {
    let headers: Sandbox.Headers
    let name: String
    let fileName: String?
    var byteCount: Int64 = 0
    var checksum: Checksum?
    var sink: ContentSink?
    var text = Data()
  }

  private(set) var fields: [Sandbox.Field] = []
  private(set) var parts: [Sandbox.Part] = []
  private let reading: Sandbox.Reading
  private let sink: ContentSink
  private var open: OpenPart?
  private static let fieldLimit = 1 << 20

  init(reading: Sandbox.Reading, sink: ContentSink) {
    self.reading = reading
    self.sink = sink
  }

  /// Receives an event of the parser.
  func receive(_ event: MultipartParser.Event) throws {
    switch event {
    case .part(let headers):
      try begin(headers)
    case .content(let bytes):
      try append(bytes)
    case .partEnded:
      try end()
    }
  }

  private func begin(_ headers: Sandbox.Headers) throws {
    let disposition = try HeaderValue(headers["Content-Disposition"] ?? "")
    guard disposition.value.lowercased() == "form-data" else {
      throw Refusal("a part without Content-Disposition: form-data")
    }
    guard let name = disposition.parameters["name"] else { throw Refusal("a part without a name") }
    guard disposition.parameters["filename*"] == nil else {
      throw Refusal("filename* has no place in a form (RFC 7578)")
    }
    var part = OpenPart(
      headers: headers, name: name, fileName: disposition.parameters["filename"])
    if part.fileName != nil {
      part.checksum = reading.isDigested ? Checksum() : nil
      part.sink = reading.keepsFiles ? sink : nil
    }
    open = part
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws {
    open?.byteCount += Int64(bytes.count)
    if open?.fileName == nil {
      open?.text.append(contentsOf: bytes)
      guard open?.text.count ?? 0 <= Self.fieldLimit else { throw Refusal("a field is too large") }
    } else {
      open?.checksum?.update(bytes)
      try open?.sink?.append(bytes)
    }
  }

  private func end() throws {
    guard var part = open else { return }
    open = nil
    if let fileName = part.fileName {
      parts.append(
        Sandbox.Part(
          name: part.name, fileName: fileName, contentType: part.headers["Content-Type"],
          headers: part.headers, byteCount: part.byteCount, checksum: part.checksum?.value,
          content: try part.sink?.finish()))
    } else {
      guard let text = String(validating: part.text) else {
        throw Refusal("the field \(part.name) is not UTF-8")
      }
      fields.append(Sandbox.Field(part.name, text))
    }
  }
}
