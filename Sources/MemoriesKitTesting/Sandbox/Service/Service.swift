/// stub
struct Service {
  init(_ settings: Sandbox.Settings) {}
  func refusal(of request: Sandbox.Request) -> Sandbox.Answer? { nil }
  mutating func answer(to request: Sandbox.Request) -> Sandbox.Answer { .init(status: 404) }
  mutating func takeDueCallbacks() -> [Sandbox.Callback] { [] }
  mutating func takeCallbackWaits() -> [Duration] { [] }
}
