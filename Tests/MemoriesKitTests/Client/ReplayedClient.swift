import Foundation
import MemoriesKit
import MemoriesKitTesting

/// A client that a replay answers, and what it told its observer.
struct ReplayedClient {
  static let key = "sk-mavi-0123456789abcdef"

  let client: MemoriesClient
  let replay: Replay
  private let told = Locked<[ClientEvent]>([])

  /// Pauses between polls end at once unless `adjust` gives another clock.
  init(_ replay: Replay, adjust: (inout MemoriesClient.Configuration) -> Void = { _ in }) throws {
    var configuration = MemoriesClient.Configuration.replaying(replay)
    configuration.clock = SkippingClock()
    // What most of these tests look at is one attempt.
    configuration.retry = .none
    configuration.random = { 0.5 }
    configuration.observer = { [told] event in told.withLock { $0.append(event) } }
    adjust(&configuration)
    client = try MemoriesClient(
      apiKey: APIKey(Self.key), configuration: configuration, environment: [:])
    self.replay = replay
  }

  /// Every request gets this answer.
  init(
    answering answer: ReplayAnswer, adjust: (inout MemoriesClient.Configuration) -> Void = { _ in }
  ) throws {
    try self.init(Replay { _ in answer }, adjust: adjust)
  }

  var events: [ClientEvent] { told.withLock { $0 } }

  /// The events in short, without durations, and without what says only that all is well.
  var story: [String] {
    events.compactMap { event in
      switch event.kind {
      case .attemptStarted: "\(event.method ?? "?") \(event.path ?? "?")"
      case .answered: event.status.map { "\($0)" }
      case .repeating: "again \(event.attempt ?? 0) after \(event.duration ?? .zero)"
      case .notRepeating: event.reason.map { "not again: \($0)" }
      case .waiting: "waiting \(event.duration ?? .zero): \(event.reason ?? "?")"
      case .drift: event.drift.map { "drift: \($0.path)" }
      case .callEnded where event.result == .failed: event.error.map { "failed: \($0.kind)" }
      case .callEnded where event.result == .cancelled: "cancelled"
      default: nil
      }
    }
  }
}

extension ReplayAnswer {
  /// An envelope of Visual Search, as the documentation's examples have it.
  static func envelope(
    _ data: String, code: String = "0000", msg: String = "success", isGood: Bool = true
  ) -> ReplayAnswer {
    .json(
      #"{"code":"\#(code)","msg":"\#(msg)","data":\#(data),"success":\#(isGood),"failed":\#(!isGood)}"#
    )
  }

  /// An envelope of Visual Search that refuses.
  static func refusal(code: String, msg: String) -> ReplayAnswer {
    .envelope("null", code: code, msg: msg, isGood: false)
  }

  /// Bytes whose length the answer does not tell, as the service's downloads are.
  static func stream(
    _ text: String, type: String = "application/octet-stream", status: Int = 200,
    disposition: String? = nil, pieces: [Int] = []
  ) -> ReplayAnswer {
    var headers = [RecordedHeader("Content-Type", type)]
    if let disposition { headers.append(RecordedHeader("Content-Disposition", disposition)) }
    return .response(
      RecordedResponse(status: status, headers: headers, body: RecordedBody(text), pieces: pieces))
  }
}
