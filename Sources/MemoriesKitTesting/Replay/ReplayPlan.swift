import Foundation

/// The requests that a replay expects, and its answers.
struct ReplayPlan: Sendable {
  struct Expectation: Sendable {
    let request: RecordedRequest
    let answer: ReplayAnswer
    /// Whether the query must match; a script names only method and path.
    let comparesQuery: Bool
    var isMet = false
  }

  enum Decision {
    case answer(ReplayAnswer)
    case unexpected(UnexpectedRequest)
  }

  var expectations: [Expectation]
  let rules: ReplayRules

  var unmet: [RecordedRequest] {
    expectations.filter { !$0.isMet }.map(\.request)
  }

  mutating func decide(_ asked: RecordedRequest) -> Decision {
    let differences = expectations.map { self.differences(of: asked, from: $0) }
    let fitting = expectations.indices.filter { differences[$0].isEmpty }
    guard let index = choice(among: fitting) else {
      let reasons: [String]
      let closest: Int?
      if let used = fitting.last {
        closest = used
        reasons = [fitting.count == 1 ? "already answered" : "already answered each time"]
      } else {
        closest = expectations.indices.min { differences[$0].count < differences[$1].count }
        reasons = closest.map { differences[$0] } ?? []
      }
      return .unexpected(
        UnexpectedRequest(
          request: asked, closest: closest.map { expectations[$0].request }, reasons: reasons))
    }
    if rules.contains(.order), let next = expectations.firstIndex(where: { !$0.isMet }),
      next < index
    {
      return .unexpected(
        UnexpectedRequest(
          request: asked, closest: expectations[next].request,
          reasons: ["out of order: the recorded request comes first"]))
    }
    expectations[index].isMet = true
    return .answer(expectations[index].answer)
  }

  private func choice(among fitting: [Int]) -> Int? {
    let unmet = fitting.first { !expectations[$0].isMet }
    return unmet ?? (rules.contains(.repeats) ? fitting.last : nil)
  }

  private func differences(
    of asked: RecordedRequest, from expectation: Expectation
  ) -> [String] {
    var asked = asked
    var rules = rules
    if !expectation.comparesQuery {
      rules = []
      asked.url = asked.url.withoutQuery
    }
    return RequestComparison(asked: asked, recorded: expectation.request, rules: rules).differences
  }
}

extension URL {
  fileprivate var withoutQuery: URL {
    var components = URLComponents(url: self, resolvingAgainstBaseURL: true)
    components?.percentEncodedQuery = nil
    return components?.url ?? self
  }
}
