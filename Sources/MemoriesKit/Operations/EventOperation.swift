import Foundation

/// A request that is answered with a stream of server-sent events.
///
/// ```swift
/// struct AskAgent: EventOperation {
///   struct Event: Decodable, Sendable { let step: Int, text: String? }
///   …
/// }
///
/// for try await event in try await client.events(of: AskAgent(query)) { print(event) }
/// ```
public protocol EventOperation<Event>: MemoriesOperation {
  /// What an event of the stream means.
  associatedtype Event: Sendable

  /// What one event of the stream means, or nil for one that means nothing. Throw to end the stream;
  /// throw ``APIFailure`` where the event says that the service has failed.
  ///
  /// An `Event` that is `Decodable` is read from the event's data as JSON unless you say otherwise: an
  /// event named `error` is a failure, and `[DONE]` and an empty text mean nothing.
  static func event(from event: ServerSentEvent) throws -> Event?
}

extension EventOperation where Event: Decodable {
  /// Reads the data as JSON.
  public static func event(from event: ServerSentEvent) throws -> Event? {
    guard !event.data.isEmpty, event.data != "[DONE]" else { return nil }
    if event.name == "error" { throw APIFailure(inEvent: event) }
    let json = try JSONParser.parse(Data(event.data.utf8))
    return try LenientDecoder.decode(Event.self, from: json, drift: DriftLog())
  }
}

extension APIFailure {
  /// What an event says that was sent instead of the rest. By then the service had begun.
  fileprivate init(inEvent event: ServerSentEvent) {
    let json = try? JSONParser.parse(Data(event.data.utf8))
    let remarks = json?.object.map(ServerRemarks.init)
    self.init(
      code: json?["code"]?.string ?? remarks?.code, msg: remarks?.message ?? event.data,
      status: 200,
      data: json?["data"] ?? .null, isContradicted: true)
  }
}
