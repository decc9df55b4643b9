import Foundation

/// A signal that asks a program to end. The program may clean up first.
package enum EndingSignal: CaseIterable, Sendable {
  /// Ctrl-C.
  case interrupt
  /// The signal that stops services and containers, and the default of `kill`.
  case termination
  /// The signal that a terminal sends when it is closed.
  case hangUp

  /// The system number of the signal.
  package var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .termination: SIGTERM
    case .hangUp: SIGHUP
    }
  }

  /// The exit status that a shell shows for a program that the signal ended.
  package var exitStatus: Int32 { 128 + number }

  /// Whether the parent process had the signal ignored. `nohup` does that, and shells do it for
  /// background jobs.
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
