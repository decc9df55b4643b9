import Foundation

extension Sandbox {
  /// A fault: something that goes wrong with a call.
  ///
  /// A fault that replaces the answer keeps the service from acting. A fault that changes the
  /// answer lets it act first, so an upload whose answer is lost has still been made.
  public struct Fault: Sendable {
    enum Kind: Sendable {
      case beforeBody(BeforeBody)
      case instead(@Sendable (_ path: String) -> Answer)
      case change(@Sendable (inout Answer) -> Void)
    }

    enum BeforeBody: Sendable {
      case reset
      case stall
      case answer(Answer)
      case pace(Pace)
      case withoutContinue
    }

    let kind: Kind

    static func change(_ change: @escaping @Sendable (inout Answer) -> Void) -> Fault {
      Fault(kind: .change(change))
    }
  }
}

/// Faults, and the calls to which they apply.
struct FaultRule: Sendable {
  let route: Sandbox.Route
  let calls: ClosedRange<Int>
  let faults: [Sandbox.Fault]
  private var callCount = 0

  init(route: Sandbox.Route, calls: ClosedRange<Int>, faults: [Sandbox.Fault]) {
    self.route = route
    self.calls = calls
    self.faults = faults
  }

  /// Whether any of the faults applies before the body of the request is read.
  var appliesBeforeBody: Bool {
    faults.contains { if case .beforeBody = $0.kind { true } else { false } }
  }

  var isUsedUp: Bool { callCount >= calls.upperBound }

  var unused: Sandbox.UnusedFault? {
    guard !isUsedUp, calls.upperBound < Int.max || callCount == 0 else { return nil }
    return Sandbox.UnusedFault(route: route, calls: calls, callCount: callCount)
  }

  /// The faults for a request. It counts the request if the route matches.
  mutating func take(method: String, path: String) -> [Sandbox.Fault] {
    guard route.matches(method: method, path: path) else { return [] }
    callCount += 1
    return calls.contains(callCount) ? faults : []
  }
}
