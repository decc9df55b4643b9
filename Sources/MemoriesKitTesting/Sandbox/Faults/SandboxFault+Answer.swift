import Foundation

extension Sandbox.Fault {
  /// The answer of the service to too many calls: an envelope with `0429` under HTTP 200 from
  /// Visual Search, HTTP 429 from Visual Intelligence.
  public static let rateLimit = Self(
    kind: .instead { path in
      (Sandbox.Product(path: path) ?? .visualSearch).failure(.rateLimited)
    })

  /// An error in the envelope of the service.
  ///
  /// - Parameters:
  ///   - code: The code. Visual Intelligence sends it as a number, and as the HTTP status.
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

  /// The JSON error of the framework below the service, with a status but without a code.
  public static func spring(status: Int = 503) -> Self {
    Self(kind: .instead { .spring(status: status, path: $0) })
  }

  /// Any answer instead of that of the service, after the request was read.
  public static func answer(_ answer: Sandbox.Answer) -> Self {
    Self(kind: .instead { _ in answer })
  }

  /// A redirect to a path or a URL, of this origin or another.
  public static func redirect(status: Int = 307, to location: String) -> Self {
    answer(Sandbox.Answer(status: status, headers: ["Location": location]))
  }

  /// JSON that is cut after so many bytes, in a body that is complete by the rules of HTTP.
  public static func cutJSON(after byteCount: Int) -> Self {
    change { answer in
      guard case .json(let json) = answer.body.source else { return }
      answer.body = .data(Data(json.text().utf8.prefix(max(0, byteCount))))
    }
  }

  /// Another `Content-Type`, or none.
  public static func contentType(_ contentType: String?) -> Self {
    change { $0.headers["Content-Type"] = contentType }
  }

  /// A body without length and chunks, which ends with the connection.
  public static let withoutContentLength = change { $0.framing = .untilClose }

  /// A `Content-Length` that promises so many bytes more than come; fewer, if the number is
  /// negative.
  public static func wrongContentLength(by difference: Int64) -> Self {
    change { answer in
      let (length, isTooLong) = answer.body.byteCount.addingReportingOverflow(difference)
      // The largest number would crash a client on Foundation for Linux, so this is one less.
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

  /// A line that is written into the head as it is, valid or not.
  public static func rawHeaderLine(_ line: String) -> Self {
    change { $0.rawHeaderLines.append(line) }
  }

  /// A status line that is written as it is, valid or not.
  public static func rawStatusLine(_ line: String) -> Self {
    change { $0.rawStatusLine = line }
  }

  /// An envelope that differs from the documentation.
  public static func drift(_ drifts: Sandbox.Drift...) -> Self {
    change { answer in
      guard case .json(var json) = answer.body.source else { return }
      for drift in drifts { json = drift.applied(to: json) }
      answer.body = .json(json)
    }
  }
}
