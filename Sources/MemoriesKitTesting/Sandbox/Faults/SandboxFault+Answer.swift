import Foundation

extension Sandbox.Fault {
  /// The service's own answer to too many calls: an envelope with `0429` under HTTP 200 from
  /// Visual Search, HTTP 429 from Visual Intelligence.
  public static let rateLimit = Self(
    kind: .instead { path in
      (Sandbox.Product(path: path) ?? .visualSearch).failure(.rateLimited)
    })

  /// An error in the service's envelope.
  ///
  /// - Parameters:
  ///   - code: The code. Visual Intelligence answers it as a number and as the HTTP status too.
  ///   - message: The message.
  public static func serviceError(code: String, message: String) -> Self {
    Self(
      kind: .instead { path in
        (Sandbox.Product(path: path) ?? .visualSearch).failure(
          Problem(code: code, status: Int(code) ?? 500, message: message))
      })
  }

  /// The HTML page of a gateway that could not reach the service.
  public static func gateway(status: Int = 502) -> Self {
    let title = "\(status) \(AnswerWriter.reason(of: status))"
    return answer(
      Sandbox.Answer(
        status: status, headers: ["Content-Type": "text/html"],
        body: .text(
          "<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>\n")))
  }

  /// JSON of the framework below the service, with a status but without a code.
  public static func spring(status: Int = 503) -> Self {
    Self(kind: .instead { .spring(status: status, path: $0) })
  }

  /// Any answer in place of the service's, after the request was read.
  public static func answer(_ answer: Sandbox.Answer) -> Self {
    Self(kind: .instead { _ in answer })
  }

  /// A redirect to a path or a URL, of this origin or another.
  public static func redirect(status: Int = 307, to location: String) -> Self {
    answer(Sandbox.Answer(status: status, headers: ["Location": location]))
  }

  /// JSON that ends after so many bytes, in a body that is complete as far as HTTP goes.
  public static func cutJSON(after byteCount: Int) -> Self {
    change { answer in
      guard case .json(let json) = answer.body.source else { return }
      answer.body = .data(Data(json.text.utf8.prefix(max(0, byteCount))))
    }
  }

  /// Another `Content-Type`, or none.
  public static func contentType(_ contentType: String?) -> Self {
    change { $0.headers["Content-Type"] = contentType }
  }

  /// No length and no chunks: the body ends with the connection.
  public static let withoutContentLength = change { $0.framing = .untilClose }

  /// A `Content-Length` that promises so many bytes more than come, or with a negative number
  /// fewer.
  public static func wrongContentLength(by difference: Int64) -> Self {
    change { answer in
      let (length, isTooLong) = answer.body.byteCount.addingReportingOverflow(difference)
      // One less than the largest number, which ends a client on Foundation for Linux.
      let longest = Int64.max - 1
      answer.framing = .announced(isTooLong ? longest : min(max(0, length), longest))
    }
  }

  /// Interim answers, for example 100 and 103, before the final one.
  public static func interim(_ statuses: Int...) -> Self {
    change { $0.interimStatuses += statuses }
  }

  /// One more header.
  public static func header(_ name: String, _ value: String) -> Self {
    change { $0.headers.append(Sandbox.Field(name, value)) }
  }

  /// A line that is put into the head as it is, well-formed or not.
  public static func rawHeaderLine(_ line: String) -> Self {
    change { $0.rawHeaderLines.append(line) }
  }

  /// A status line that is sent as it is, well-formed or not.
  public static func rawStatusLine(_ line: String) -> Self {
    change { $0.rawStatusLine = line }
  }

  /// An envelope that is spelled otherwise than documented.
  public static func drift(_ drifts: Sandbox.Drift...) -> Self {
    change { answer in
      guard case .json(var json) = answer.body.source else { return }
      for drift in drifts { json = drift.applied(to: json) }
      answer.body = .json(json)
    }
  }
}
