import MemoriesKit
import Terminal

extension Output {
  /// Waits until the end and returns what was waited for. Meanwhile, where progress is wanted, a
  /// line on standard error tells how it goes; it is erased afterwards.
  func value<Value>(of states: WaitStates<Value>, _ label: String) async throws -> Value {
    defer { draw("") }
    for try await state in states {
      if state.isFinal, let value = state.value { return value }
      let times = state.polls == 1 ? "once" : "\(state.polls) times"
      draw("\(label): \(Readable.duration(state.elapsed)), asked \(times)")
    }
    throw CancellationError()
  }

  private func draw(_ text: String) {
    guard showsProgress else { return }
    let text = Terminal.printable(text).shortened(to: Terminal.width - 1)
    Terminal.writeError("\r\u{1B}[K" + text)
  }
}
