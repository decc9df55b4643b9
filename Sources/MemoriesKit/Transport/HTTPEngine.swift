import Foundation

/// The one seam between this library and whatever moves the bytes.
///
/// An engine sends the request exactly once, never follows a redirect, never answers a challenge,
/// asks the exchange's `willSend…` methods before anything leaves, and reports what happens by
/// calling its `did…` methods, from any one thread at a time. It stops reading when
/// ``Exchange/didReceive(_:)`` says that there is no room, and goes on when
/// ``Exchange/whenThereIsRoom(_:)`` calls back: that is the back-pressure.
protocol HTTPEngine: Sendable {
  /// Begins an exchange and returns at once.
  func start(_ request: HTTPRequest) -> Exchange

  /// Why the engine can send nothing to an address, in words that follow the address's name; nil when
  /// it can.
  func objection(to url: URL) -> String?
}

extension HTTPEngine {
  func objection(to url: URL) -> String? { nil }
}
