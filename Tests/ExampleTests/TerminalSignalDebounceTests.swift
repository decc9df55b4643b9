import Terminal
import XCTest

final class TerminalSignalDebounceTests: XCTestCase {
  func testASignalWithinAShortTimeIsTheSameOne() {
    let start = ContinuousClock.now
    var debounce = SignalDebounce()
    let counted = [0, 1, 199, 200, 201, 399, 400, 5000, 5001].filter {
      debounce.accepts(at: start + .milliseconds($0))
    }
    // Those that do not count do not make the time longer.
    XCTAssertEqual(counted, [0, 200, 400, 5000])
  }
}
