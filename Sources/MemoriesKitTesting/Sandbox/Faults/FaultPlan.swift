/// The faults of one call, sorted by the time at which they apply.
struct FaultPlan {
  private(set) var resetsBeforeBody = false
  private(set) var stallsBeforeBody = false
  private(set) var skipsContinue = false
  private(set) var earlyAnswer: Sandbox.Answer?
  private(set) var readingPace: Sandbox.Pace?
  private var instead: (@Sendable (String) -> Sandbox.Answer)?
  private var changes: [@Sendable (inout Sandbox.Answer) -> Void] = []

  init(_ faults: [Sandbox.Fault]) {
    for fault in faults {
      switch fault.kind {
      case .beforeBody(.reset): resetsBeforeBody = true
      case .beforeBody(.stall): stallsBeforeBody = true
      case .beforeBody(.withoutContinue): skipsContinue = true
      case .beforeBody(.answer(let answer)): earlyAnswer = answer
      case .beforeBody(.pace(let pace)): readingPace = pace
      case .instead(let answer): instead = answer
      case .change(let change): changes.append(change)
      }
    }
  }

  /// The answer that replaces that of the service.
  func answer(to path: String) -> Sandbox.Answer? {
    instead?(path)
  }

  /// The answer with the changes of all faults.
  func changed(_ answer: Sandbox.Answer) -> Sandbox.Answer {
    var answer = answer
    for change in changes { change(&answer) }
    return answer
  }
}
