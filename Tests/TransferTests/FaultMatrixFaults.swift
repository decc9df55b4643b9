import Foundation
import MemoriesKit
import MemoriesKitTesting

/// One row of the matrix: something that goes wrong, and what it amounts to.
struct MatrixFault: Sendable {
  /// When a connection breaks or falls silent.
  enum Moment: Sendable {
    /// When the request's head was read, and nothing of its body.
    case beforeBody
    /// When the request was read and acted on, before anything of the answer.
    case beforeAnswer
    /// In the body of the answer.
    case inAnswer
  }

  /// What a fault amounts to, from which the rules follow.
  enum Nature: Sendable {
    /// The answer can be read all the same.
    case harmless
    /// The service refuses because of the pace.
    case rateLimit
    /// The service refuses in its envelope, under a code and, where that is a status, that status.
    case refusal(code: String)
    /// An answer that is no envelope.
    case page(status: Int)
    /// JSON of a framework, which says why in its own way.
    case framework(status: Int)
    /// A page of status 200.
    case portal
    /// A file of status 200 without content.
    case emptiness
    /// An envelope that cannot be read; files are not concerned.
    case brokenEnvelope
    /// A file that says it is JSON or a page; envelopes are not concerned.
    case fileCalledOtherwise
    /// Fewer bytes are announced than belong to the answer.
    case announcesLess
    /// A redirect to a place that answers.
    case redirect
    case breaks(Moment)
    case stalls(Moment)
    /// Overload, told with `Retry-After` after the whole request or at its head.
    case overload(atHead: Bool)
    /// An envelope that refuses, sent at the request's head.
    case earlyRefusal
  }

  let name: String
  let nature: Nature
  let faults: [Sandbox.Fault]

  init(_ name: String, _ nature: Nature, _ faults: Sandbox.Fault...) {
    self.name = name
    self.nature = nature
    self.faults = faults
  }

  /// Whether it makes a difference that the connection has carried a call before.
  var dependsOnConnection: Bool {
    switch nature {
    case .breaks, .stalls: true
    default: false
    }
  }

  /// Whether the body must be too large for the socket's buffers, so that it cannot have left when
  /// the answer comes.
  var needsLargeBody: Bool {
    switch nature {
    case .overload(atHead: true), .earlyRefusal: true
    default: false
    }
  }

  /// Where the redirect of that nature leads.
  static let elsewhere = "/elsewhere"
}

extension MatrixFault {
  /// Every fault of the sandbox, except those that end the process in Foundation 6.3: a head that
  /// is cut, and trailers.
  static let all = connections + refusals + pages + spoiledAnswers + oddities + drifts

  private static let connections = [
    MatrixFault("reset before the body", .breaks(.beforeBody), .resetBeforeBody),
    MatrixFault("reset after the body", .breaks(.beforeAnswer), .resetAfterBody),
    MatrixFault("reset in the answer", .breaks(.inAnswer), .resetInAnswer(after: 20)),
    MatrixFault("truncated answer", .breaks(.inAnswer), .truncation(after: 20)),
    MatrixFault("more announced", .breaks(.inAnswer), .wrongContentLength(by: 100)),
    MatrixFault("no HTTP", .breaks(.beforeAnswer), .rawStatusLine("NOT HTTP AT ALL")),
    MatrixFault("stall before the body", .stalls(.beforeBody), .stallBeforeBody),
    MatrixFault("stall before the answer", .stalls(.beforeAnswer), .stall),
    MatrixFault("stall in the answer", .stalls(.inAnswer), .stallInAnswer(after: 20)),
  ]

  private static let refusals = [
    MatrixFault("rate limit", .rateLimit, .rateLimit),
    MatrixFault("rate limit with a wish", .rateLimit, .rateLimit, .header("Retry-After", "3")),
    MatrixFault(
      "no balance", .refusal(code: "0402"),
      .serviceError(code: "0402", message: "Insufficient balance")),
    // The sentence of a rate limit, which is none under this code but in one place.
    MatrixFault(
      "shared sentence", .refusal(code: "400"),
      .serviceError(code: "400", message: "Request has exceeded the limit.")),
    MatrixFault(
      "accident", .refusal(code: "500"), .serviceError(code: "500", message: "Internal error")),
    MatrixFault("overload", .overload(atHead: false), .gateway(status: 503), retryLater),
    MatrixFault(
      "overload at the head", .overload(atHead: true), .answerBeforeBody(busy)),
    MatrixFault(
      "refusal at the head", .earlyRefusal,
      .answerBeforeBody(
        .json(#"{"code":"0402","msg":"Insufficient balance","data":null}"#, status: 413))),
  ]

  private static let pages = [
    MatrixFault("gateway", .page(status: 502), .gateway()),
    MatrixFault("gateway time-out", .page(status: 504), .gateway(status: 504)),
    MatrixFault("gateway's rate limit", .page(status: 429), .gateway(status: 429)),
    MatrixFault("gateway's challenge", .page(status: 401), .gateway(status: 401)),
    MatrixFault("gateway's not found", .page(status: 404), .gateway(status: 404)),
    MatrixFault("request time-out", .page(status: 408), .gateway(status: 408)),
    MatrixFault("framework", .framework(status: 503), .spring()),
    MatrixFault("no content", .page(status: 204), .answer(Sandbox.Answer(status: 204))),
    MatrixFault("portal", .portal, .gateway(status: 200)),
    MatrixFault(
      "emptiness", .emptiness,
      .answer(Sandbox.Answer(headers: ["Content-Type": "video/mp4"]))),
    MatrixFault("redirect", .redirect, .redirect(to: elsewhere)),
  ]

  private static let spoiledAnswers = [
    MatrixFault("cut JSON", .brokenEnvelope, .cutJSON(after: 20)),
    MatrixFault("file called JSON", .fileCalledOtherwise, .contentType("application/json")),
    MatrixFault("file called a page", .fileCalledOtherwise, .contentType("text/html")),
    MatrixFault("less announced", .announcesLess, .wrongContentLength(by: -20)),
  ]

  private static let oddities = [
    MatrixFault("no type", .harmless, .contentType(nil)),
    MatrixFault("other type", .harmless, .contentType("text/plain")),
    MatrixFault("no length", .harmless, .withoutContentLength),
    MatrixFault("interim answers", .harmless, .interim(100, 103, 103)),
    MatrixFault("another header", .harmless, .header("X-Request-Id", "7")),
    MatrixFault("raw header", .harmless, .rawHeaderLine("X-Request-Id: 7")),
    MatrixFault("no blank in a header", headerWithoutBlank, .rawHeaderLine("X-Request-Id:7")),
    MatrixFault("close after the answer", .harmless, .closeAfterAnswer),
    MatrixFault(
      "drip", .harmless, .drip(Sandbox.Pace(pieceSize: 20_000, pause: .microseconds(100)))),
    MatrixFault(
      "slow reading", .harmless,
      .slowReading(Sandbox.Pace(pieceSize: 100_000, pause: .microseconds(100)))),
    MatrixFault("no continue", .harmless, .withoutContinue),
  ]

  private static let drifts = Sandbox.Drift.allCases.map { drift in
    MatrixFault("\(drift)", .harmless, .drift(drift))
  }

  // Foundation on Linux could not read such a header before 6.4; libcurl can.
  private static var headerWithoutBlank: Nature {
    #if compiler(>=6.4)
    .harmless
    #else
    MemoriesClient.Configuration.testsUseLibcurl ? .harmless : .breaks(.beforeAnswer)
    #endif
  }

  private static let retryLater = Sandbox.Fault.header("Retry-After", "2")

  private static let busy = Sandbox.Answer(
    status: 503, headers: ["Content-Type": "text/html", "Retry-After": "2"],
    body: .text("<h1>busy</h1>"))
}
