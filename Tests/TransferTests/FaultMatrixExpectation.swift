import MemoriesKit
import MemoriesKitTesting

/// One cell of the matrix: a fault that a call meets, how often, and on which connection.
struct MatrixCell: Sendable, CustomStringConvertible {
  let operation: MatrixOperation
  let fault: MatrixFault
  /// Whether every attempt meets the fault, or only the first.
  let isAlways: Bool
  /// Whether the connection has carried a call before.
  let isKept: Bool

  var description: String {
    "\(operation.name), \(fault.name), \(isAlways ? "always" : "first"), "
      + (isKept ? "kept connection" : "fresh connection")
  }

  static func all(for operation: MatrixOperation) -> [MatrixCell] {
    MatrixFault.all.flatMap { fault in
      // What is billed never uses a connection that was kept.
      let connections = fault.dependsOnConnection && operation.isSafe ? [false, true] : [false]
      return connections.flatMap { isKept in
        [false, true].map {
          MatrixCell(operation: operation, fault: fault, isAlways: $0, isKept: isKept)
        }
      }
    }
  }
}

/// What the caller gets to see at last.
enum MatrixResult: Sendable, Equatable, CustomStringConvertible {
  case success
  case failure(MemoriesError.Kind, MemoriesError.Outcome)

  var description: String {
    switch self {
    case .success: "success"
    case .failure(let kind, let outcome): "\(kind), \(outcome)"
    }
  }
}

/// What the rules of delivery say about a cell.
struct MatrixExpectation: Sendable {
  /// The results that may come; more than one only where it is chance who is faster.
  var results: [MatrixResult]
  var attempts: ClosedRange<Int>
  /// How many requests reach the server whole.
  var wholeRequests: ClosedRange<Int>

  static let attemptLimit = 3

  /// How an attempt ends that meets a fault.
  private struct Ending {
    let kind: MemoriesError.Kind
    let outcome: MemoriesError.Outcome
    /// Whether another attempt may end otherwise.
    var mayPass = false
    /// Whether it is certain that the service did nothing and will charge nothing.
    var isHarmless = false
  }

  init(_ cell: MatrixCell) {
    let (operation, fault) = (cell.operation, cell.fault)
    guard let ending = Self.ending(of: operation, fault.nature) else {
      results = [.success]
      attempts = 1...1
      wholeRequests = 1...1
      return
    }
    // What costs nothing is repeated when it may help; what costs, when it cannot cost twice.
    let isRepeated = ending.isHarmless || operation.isSafe && ending.mayPass
    let failed = isRepeated && cell.isAlways ? Self.attemptLimit : 1
    let succeeded = isRepeated && !cell.isAlways ? 1 : 0
    let wholes = failed * (Self.isReadWhole(operation, fault.nature) ? 1 : 0) + succeeded
    results = succeeded == 1 ? [.success] : [.failure(ending.kind, ending.outcome)]
    attempts = failed + succeeded...failed + succeeded
    wholeRequests = wholes...wholes
    makeExceptions(for: cell)
  }

  // MARK: The rules

  private static func ending(
    of operation: MatrixOperation, _ nature: MatrixFault.Nature
  ) -> Ending? {
    switch nature {
    case .harmless:
      return nil
    case .rateLimit:
      return Ending(kind: .rateLimited, outcome: .refused, mayPass: true, isHarmless: true)
    case .refusal(let code):
      return refusal(code, of: operation)
    case .earlyRefusal:
      return Ending(kind: .insufficientBalance, outcome: .refused)
    case .page(let status):
      return page(status, operation)
    case .framework(let status):
      // It says why, so that it is understood; how far the request had come it does not say.
      return Ending(kind: .refused, outcome: .unknown, mayPass: status >= 500)
    case .overload(let atHead):
      // Told before the body had left. Without a body there is no such moment.
      return Ending(
        kind: .unexpectedAnswer,
        outcome: atHead && operation.body != .none ? .refused : .unknown, mayPass: true,
        isHarmless: atHead && operation.body != .none)
    case .portal:
      return Ending(kind: .unexpectedAnswer, outcome: .unknown)
    case .emptiness:
      // The service agreed to a download, and sent nothing.
      return Ending(kind: .unexpectedAnswer, outcome: operation.isDownload ? .done : .unknown)
    case .brokenEnvelope:
      return operation.isDownload ? nil : Ending(kind: .unexpectedAnswer, outcome: .unknown)
    case .fileCalledOtherwise:
      return operation.isDownload ? Ending(kind: .unexpectedAnswer, outcome: .unknown) : nil
    case .announcesLess:
      // An envelope is cut; a file has just this length as far as anyone can tell.
      return operation.isDownload ? nil : Ending(kind: .unexpectedAnswer, outcome: .unknown)
    case .redirect:
      // Reads are followed; what was posted is never posted elsewhere.
      return operation.route.method == "GET"
        ? nil : Ending(kind: .unexpectedAnswer, outcome: .unknown)
    case .breaks(let moment):
      return Ending(kind: .transport, outcome: outcome(operation, moment), mayPass: true)
    case .stalls(let moment):
      return Ending(kind: .timedOut, outcome: outcome(operation, moment), mayPass: true)
    }
  }

  /// A download is paid for once its head is there.
  private static func outcome(
    _ operation: MatrixOperation, _ moment: MatrixFault.Moment
  ) -> MemoriesError.Outcome {
    operation.isDownload && moment == .inAnswer ? .done : .unknown
  }

  private static func refusal(_ code: String, of operation: MatrixOperation) -> Ending {
    switch code {
    case "0402":
      return Ending(kind: .insufficientBalance, outcome: .refused)
    case "400" where operation.isVisualSearch && operation.isDownload:
      // Downloads of Visual Search say many things under one code, so that the sentence decides.
      return Ending(kind: .rateLimited, outcome: .refused, mayPass: true, isHarmless: true)
    case "500" where !operation.isVisualSearch:
      // Visual Intelligence's code is the status too, and 500 is an accident, not a refusal.
      return Ending(kind: .refused, outcome: .unknown, mayPass: true)
    default:
      return Ending(kind: .refused, outcome: .refused)
    }
  }

  private static func page(_ status: Int, _ operation: MatrixOperation) -> Ending {
    switch status {
    case 429:
      return Ending(kind: .rateLimited, outcome: .refused, mayPass: true, isHarmless: true)
    case 401:
      return Ending(kind: .unauthorized, outcome: .refused)
    case 404:
      return Ending(kind: .notFound, outcome: .refused)
    case 408:
      return Ending(kind: .unexpectedAnswer, outcome: .unknown, mayPass: true)
    case 400..<500:
      return Ending(kind: .unexpectedAnswer, outcome: .refused)
    case 500...:
      return Ending(kind: .unexpectedAnswer, outcome: .unknown, mayPass: true)
    default:
      // The service agreed to a download, and sent nothing.
      return Ending(kind: .unexpectedAnswer, outcome: operation.isDownload ? .done : .unknown)
    }
  }

  /// Whether the server has all of a request that meets the fault.
  private static func isReadWhole(
    _ operation: MatrixOperation, _ nature: MatrixFault.Nature
  ) -> Bool {
    switch nature {
    case .breaks(.beforeBody), .stalls(.beforeBody): false
    case .overload(atHead: true), .earlyRefusal: operation.body == .none
    default: true
    }
  }

  // MARK: The exceptions

  private mutating func makeExceptions(for cell: MatrixCell) {
    let (operation, limit) = (cell.operation, Self.attemptLimit)
    switch cell.fault.nature {
    case .breaks(.beforeBody) where operation.body != .none:
      // The reset comes while the body is about to leave. When it is faster, nothing of the body
      // was ever asked for, and the call is repeated.
      if cell.isAlways {
        results = [.failure(.transport, .unknown), .failure(.transport, .notSent)]
        attempts = 1...limit
      } else {
        results = [.failure(.transport, .unknown), .success]
        attempts = 1...2
        wholeRequests = 0...1
      }
    case .overload(atHead: true) where operation.body == .small:
      // So small a body has mostly left when the answer comes, and then it may have been accepted.
      results.append(.failure(.unexpectedAnswer, .unknown))
      attempts = 1...attempts.upperBound
      wholeRequests = 0...wholeRequests.upperBound
    case .breaks(.beforeBody), .breaks(.beforeAnswer):
      // libcurl repeats a request without a body by itself when a connection that was kept breaks
      // before any answer. Only calls that are safe to repeat are sent on such connections.
      guard cell.isKept, operation.body == .none else { return }
      attempts = 1...attempts.upperBound
      wholeRequests = wholeRequests.lowerBound...wholeRequests.upperBound + 1
    default:
      break
    }
  }
}
