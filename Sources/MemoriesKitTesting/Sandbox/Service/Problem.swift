import MemoriesKit

/// A refusal of the service: the code of each product, and the message.
struct Problem: Error {
  /// The code in the envelope of Visual Search, which comes with HTTP status 200.
  let code: String
  /// The code in the envelope of Visual Intelligence, which is also the HTTP status.
  let status: Int
  let message: String
  /// The message of Visual Intelligence, if it differs.
  var intelligenceMessage: String?

  /// A parameter that breaks a rule.
  static func invalid(_ message: String) -> Problem {
    Problem(code: "0001", status: 400, message: message)
  }

  /// A broken rule of Visual Intelligence. Only the status distinguishes it from a rate limit.
  static let exceeded = Problem(
    code: "0001", status: 400, message: "Request has exceeded the limit.")

  static let unknownFolder = invalid("folder_id is not a folder of the account")

  static let unreadableJSON = Problem(
    code: "0003", status: 400, message: "Request body is not readable")

  static let unauthorized = Problem(code: "0401", status: 401, message: "Unauthorized")

  static let outOfBalance = Problem(code: "0402", status: 402, message: "Insufficient balance")

  static let outOfBalanceForDownload = Problem(
    code: "0001", status: 402,
    message: "Insufficient balance to download the resource. Please recharge and try again.")

  static let rateLimited = Problem(
    code: "0429", status: 429, message: "Request has exceeded the limit.",
    intelligenceMessage: "Rate limit exceeded")

  static func wrongPath(_ path: String) -> Problem {
    Problem(code: "0001", status: 404, message: "No static resource \(path.dropFirst()).")
  }

  static func wrongMethod(_ method: String) -> Problem {
    Problem(
      code: "0001", status: 405, message: "Request method '\(method)' is not supported")
  }

  static func wrongContentType(_ contentType: String?) -> Problem {
    Problem(
      code: "0001", status: 415,
      message: "Content-Type '\(contentType ?? "")' is not supported")
  }
}

extension Sandbox.Product {
  /// The envelope of a success.
  func success(_ data: JSONValue) -> Sandbox.Answer {
    switch self {
    case .visualSearch: envelope("0000", "success", data, succeeded: true, status: 200)
    case .visualIntelligence: envelope(200, "success", data, succeeded: true, status: 200)
    }
  }

  /// The envelope of a failure.
  func failure(_ problem: Problem) -> Sandbox.Answer {
    switch self {
    case .visualSearch:
      envelope(.string(problem.code), problem.message, .null, succeeded: false, status: 200)
    case .visualIntelligence:
      envelope(
        .int(problem.status), problem.intelligenceMessage ?? problem.message, .null,
        succeeded: false, status: problem.status)
    }
  }

  private func envelope(
    _ code: JSONValue, _ message: String, _ data: JSONValue, succeeded: Bool, status: Int
  ) -> Sandbox.Answer {
    Sandbox.Answer(
      status: status, headers: ["Content-Type": "application/json"],
      body: .json([
        "code": code, "msg": .string(message), "data": data, "success": .bool(succeeded),
        "failed": .bool(!succeeded),
      ]))
  }
}

extension Sandbox.Answer {
  /// An error of the framework below the service, which has no envelope.
  static func spring(status: Int, path: String) -> Sandbox.Answer {
    Sandbox.Answer(
      status: status, headers: ["Content-Type": "application/json"],
      body: .json([
        "timestamp": "2026-07-20T08:00:00.000+00:00", "path": .string(path),
        "status": .int(status), "error": .string(AnswerWriter.reason(of: status)),
        "requestId": "5d3f8a1c-42",
      ]))
  }
}
