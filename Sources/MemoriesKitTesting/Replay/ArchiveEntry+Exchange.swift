import Foundation

extension ArchiveEntry {
  init(_ exchange: RecordedExchange) {
    request = Request(exchange.request)
    response = Response(exchange.response)
  }

  func exchange() throws -> RecordedExchange {
    RecordedExchange(request: try request.recorded(), response: try response.recorded())
  }
}

extension ArchiveEntry.Request {
  init(_ request: RecordedRequest) {
    method = request.method
    url = request.url.absoluteString
    headers = request.headers.map { ArchiveEntry.Pair(name: $0.name, value: $0.value) }
    queryString = request.query.map { ArchiveEntry.Pair(name: $0.name, value: $0.value ?? "") }
    bodySize = request.body.length
    let type = request.headers["Content-Type"] ?? ""
    if let parts = request.listedForm {
      let parameters = parts.map {
        ArchiveEntry.Parameter(
          name: $0.name, value: $0.text, fileName: $0.filename, contentType: $0.contentType)
      }
      postData = ArchiveEntry.PostData(mimeType: type, params: parameters)
    } else if request.body.isTruncated {
      postData = ArchiveEntry.PostData(mimeType: type, isTruncated: true)
    } else if request.body.length > 0 {
      let text = EncodedText(request.body.bytes)
      postData = ArchiveEntry.PostData(mimeType: type, text: text.text, encoding: text.encoding)
    }
  }

  func recorded() throws -> RecordedRequest {
    guard let address = URL(string: url) else {
      throw ArchiveError(message: "The address \"\(url)\" of a recorded request is no URL.")
    }
    var request = RecordedRequest(
      method: method, url: address, headers: (headers ?? []).map(\.recorded))
    guard let postData else { return request }
    if let type = postData.mimeType, !type.isEmpty, request.headers["Content-Type"] == nil {
      request.headers.append(RecordedHeader("Content-Type", type))
    }
    if let text = postData.text {
      request.body = RecordedBody(
        try EncodedText(text: text, encoding: postData.encoding).bytes())
    } else if let parameters = postData.params {
      request.listedForm = parameters.map(\.recorded)
    } else if postData.isTruncated == true {
      request.body = RecordedBody(keeping: Data(), of: max(bodySize ?? 1, 1))
    }
    return request
  }
}

extension ArchiveEntry.Response {
  init(_ response: RecordedResponse) {
    status = response.status
    headers = response.headers.map { ArchiveEntry.Pair(name: $0.name, value: $0.value) }
    redirectURL = response.headers["Location"] ?? ""
    bodySize = response.body.length
    var content = ArchiveEntry.Content(
      size: response.body.length, mimeType: response.headers["Content-Type"] ?? "")
    if response.body.isTruncated {
      content.isTruncated = true
    } else {
      let text = EncodedText(response.body.bytes)
      content.text = text.text
      content.encoding = text.encoding
      content.pieces = response.pieces.isEmpty ? nil : response.pieces
    }
    self.content = content
  }

  func recorded() throws -> RecordedResponse {
    var response = RecordedResponse(status: status, headers: (headers ?? []).map(\.recorded))
    guard let content else { return response }
    if let text = content.text, content.isTruncated != true {
      response.body = RecordedBody(
        try EncodedText(text: text, encoding: content.encoding).bytes())
    } else if content.isTruncated == true || (content.size ?? 0) > 0 {
      // Some browsers omit the text of large bodies and keep the size.
      response.body = RecordedBody(keeping: Data(), of: max(content.size ?? 1, 1))
    }
    response.pieces = content.pieces ?? []
    if let type = content.mimeType, !type.isEmpty, response.headers["Content-Type"] == nil {
      response.headers.append(RecordedHeader("Content-Type", type))
    }
    // HAR stores decoded content, so headers about the encoded bytes would be wrong.
    if response.headers["Content-Encoding"] != nil {
      response.headers.removeAll { $0.isNamed("Content-Encoding") || $0.isNamed("Content-Length") }
    }
    response.headers.removeAll { $0.isNamed("Transfer-Encoding") }
    return response
  }
}

extension ArchiveEntry.Pair {
  var recorded: RecordedHeader { RecordedHeader(name, value ?? "") }
}

extension ArchiveEntry.Parameter {
  /// A file without a value stands for any content, because HAR has no other way to say that.
  var recorded: RecordedPart {
    let content = fileName != nil && value == nil ? nil : Data((value ?? "").utf8)
    return RecordedPart(
      name: name, filename: fileName, contentType: contentType, content: content)
  }
}

/// Bytes in HAR: as text if they are text, else in base64.
private struct EncodedText {
  var text: String
  var encoding: String?

  init(text: String, encoding: String?) {
    self.text = text
    self.encoding = encoding
  }

  init(_ bytes: Data) {
    if let text = String(data: bytes, encoding: .utf8), Data(text.utf8) == bytes {
      self.init(text: text, encoding: nil)
    } else {
      self.init(text: bytes.base64EncodedString(), encoding: "base64")
    }
  }

  func bytes() throws -> Data {
    guard encoding?.lowercased() == "base64" else { return Data(text.utf8) }
    guard let bytes = Data(base64Encoded: text, options: .ignoreUnknownCharacters) else {
      throw ArchiveError(message: "A recorded body is said to be base64 but is not.")
    }
    return bytes
  }
}
