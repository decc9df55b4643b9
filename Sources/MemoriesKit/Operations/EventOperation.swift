import Foundation

/// A request whose answer is a stream of server-sent events.
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
  /// The type of an event.
  associatedtype Event: Sendable

  /// Decodes one event of the stream; returns nil for one without a meaning. Throw to end the
  /// stream, and throw ``APIFailure`` when the event reports a failure of the service.
  ///
  /// The default decodes a `Decodable` event from JSON. There an event named `error` is a failure,
  /// and `[DONE]` and an empty text have no meaning.
  static func event(from event: ServerSentEvent) throws -> Event?

  /// What ends the stream. The default is the end of the connection; name an event if you can.
  static var end: EventStreamEnd<Event> { get }
}

extension EventOperation {
  /// The end of the connection.
  public static var end: EventStreamEnd<Event> { .connection }
}

extension EventOperation where Event: Decodable {
  /// Decodes the data as JSON.
  public static func event(from event: ServerSentEvent) throws -> Event? {
    guard !event.data.isEmpty, event.data != "[DONE]" else { return nil }
    if event.name == "error" { throw APIFailure(inEvent: event) }
    let json = try JSONParser.parse(Data(event.data.utf8))
    return try LenientDecoder.decode(Event.self, from: json, drift: DriftLog())
  }
}

extension APIFailure {
  /// The failure that an event reports in place of the rest. The service had begun by then.
  init(inEvent event: ServerSentEvent) {
    let json = try? JSONParser.parse(Data(event.data.utf8))
    let remarks = json?.object.map(ServerRemarks.init)
    self.init(
      code: json?["code"]?.string ?? remarks?.code, msg: remarks?.message ?? event.data,
      status: 200,
      data: json?["data"] ?? .null, isContradicted: true)
  }
}
