import Foundation

/// Receives the body of a request while it arrives: keeps its beginning, digests it, and parses a
/// multipart form.
final class BodyReceiver {
  private let reading: Sandbox.Reading
  private let form: FormReceiver?
  private let parser: MultipartParser?
  private var kept = Data()
  private var byteCount: Int64 = 0
  private var checksum: Checksum?

  init(_ headers: Sandbox.Headers, reading: Sandbox.Reading, sink: ContentSink) throws {
    self.reading = reading
    let contentType = try HeaderValue(headers["Content-Type"] ?? "")
    if contentType.value.lowercased() == "multipart/form-data" {
      guard let boundary = contentType.parameters["boundary"] else {
        throw Refusal("multipart/form-data without a boundary")
      }
      let form = FormReceiver(reading: reading, sink: sink)
      self.form = form
      parser = try MultipartParser(boundary: boundary) { try form.receive($0) }
    } else {
      form = nil
      parser = nil
      // The files of a form have their own checksums, and digesting twice takes twice as long.
      checksum = reading.isDigested ? Checksum() : nil
    }
  }

  /// Receives the next bytes.
  func consume(_ bytes: UnsafeRawBufferPointer) throws {
    byteCount += Int64(bytes.count)
    if kept.count < reading.keptByteCount {
      kept.append(contentsOf: bytes.prefix(reading.keptByteCount - kept.count))
    }
    checksum?.update(bytes)
    try parser?.consume(bytes)
  }

  /// Throws unless the body is complete.
  func finish() throws {
    try parser?.finish()
  }

  /// Writes what has arrived so far into `request`.
  func describe(in request: inout Sandbox.Request) {
    request.body = kept
    request.bodyByteCount = byteCount
    request.bodyChecksum = checksum?.value
    request.fields = form?.fields ?? []
    request.parts = form?.parts ?? []
  }
}
