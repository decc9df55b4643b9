import MemoriesKit
import Terminal

extension Output {
  /// Waits for the final state and returns the awaited value. If progress is wanted, a line on
  /// standard error shows the wait and disappears afterwards.
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
