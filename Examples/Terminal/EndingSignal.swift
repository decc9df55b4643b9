import Foundation

/// A signal that asks a program to end, and that it may answer by tidying up first.
package enum EndingSignal: CaseIterable, Sendable {
  /// Ctrl-C.
  case interrupt
  /// What stops services and containers, and what `kill` sends.
  case termination
  /// What the closing of a terminal sends.
  case hangUp

  /// The system's number for it.
  package var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .termination: SIGTERM
    case .hangUp: SIGHUP
    }
  }

  /// What a shell shows of a program that the signal ended.
  package var exitStatus: Int32 { 128 + number }

  /// Whether whoever started the program had the signal ignored, as `nohup` does, and shells do
  /// for what runs in their background.
  var isIgnored: Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
    let handler = action.__sigaction_u.__sa_handler
    #else
    let handler = action.__sigaction_handler.sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
