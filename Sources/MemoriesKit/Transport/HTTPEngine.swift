import Foundation

/// The interface between this library and the code that moves the bytes.
///
/// An engine sends the request exactly once. It never follows a redirect and never answers a
/// challenge. It calls the `willSend…` methods of the exchange before anything leaves, and reports
/// what happens with the `did…` methods, from one thread at a time. It stops reading when
/// ``Exchange/didReceive(_:)`` says that there is no room, and continues when
/// ``Exchange/whenThereIsRoom(_:)`` calls back. That is the back-pressure.
protocol HTTPEngine: Sendable {
  /// Begins an exchange and returns at once.
  func start(_ request: HTTPRequest) -> Exchange

  /// Why the engine can send nothing to an address, in words that follow the address's name; nil when
  /// it can.
  func problem(with url: URL) -> String?
}

extension HTTPEngine {
  func problem(with url: URL) -> String? { nil }
}
