import MemoriesKit
import Terminal

/// The exit codes, for scripts. The numbers from 64 to 78 are those of `sysexits` in BSD, where it
/// has a fitting one.
enum ExitCode: Int32, CaseIterable, Sendable {
  case done = 0
  case refused = 1
  case usage = 64
  case invalidRequest = 65
  case missingInput = 66
  case network = 69
  case cannotWrite = 73
  case tryAgain = 75
  case unexpectedAnswer = 76
  case keyRefused = 77
  case notConfigured = 78
  case insufficientBalance = 79
  case notFound = 80
  case waitExpired = 124
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// The exit code for an error of the SDK. The command decides which files can fail: those that it
  /// reads, or those that it writes.
  init(_ kind: MemoriesError.Kind, files: ExitCode) {
    switch kind {
    case .fileSystem: self = files
    case .notConfigured, .noWebhook: self = .notConfigured
    case .invalidRequest: self = .invalidRequest
    case .unauthorized, .forbidden: self = .keyRefused
    case .insufficientBalance: self = .insufficientBalance
    case .rateLimited, .busy: self = .tryAgain
    case .notFound: self = .notFound
    case .unexpectedAnswer, .unexpectedSize, .tooLarge: self = .unexpectedAnswer
    case .transport, .untrustedServer, .intercepted, .timedOut: self = .network
    case .waitExpired: self = .waitExpired
    case .cancelled: self = .interrupted
    default: self = .refused
    }
  }

  /// The exit code after a signal.
  init(_ signal: EndingSignal) {
    switch signal {
    case .interrupt: self = .interrupted
    case .termination: self = .terminated
    case .hangUp: self = .hungUp
    }
  }

  /// The meaning of the code, in a few words.
  var meaning: String {
    switch self {
    case .done: "done"
    case .refused: "the service refused, for a reason that has no code of its own"
    case .usage: "the command line makes no sense"
    case .invalidRequest: "refused before anything was sent"
    case .missingInput: "an input file is missing or cannot be read"
    case .network: "the network failed or took too long"
    case .cannotWrite: "the output cannot be written"
    case .tryAgain: "too many requests, or a busy service; try again later"
    case .unexpectedAnswer: "an answer could not be understood"
    case .keyRefused: "the key was refused, or may not do this"
    case .notConfigured: "no key, an address that is not allowed, or no webhook"
    case .insufficientBalance: "the account has too few credits"
    case .notFound: "what was asked for does not exist"
    case .waitExpired: "a wait ran out of time"
    case .hungUp: "interrupted by SIGHUP, which a terminal sends when it is closed"
    case .interrupted: "interrupted by Ctrl-C"
    case .terminated: "interrupted by SIGTERM, which stops services and containers"
    }
  }
}
