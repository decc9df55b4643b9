import Terminal
import XCTest

final class TerminalSignalEchoesTests: XCTestCase {
  func testASignalWithinAShortTimeIsTheSameOne() {
    let start = ContinuousClock.now
    var echoes = SignalEchoes()
    let counted = [0, 1, 199, 200, 201, 399, 400, 5000, 5001].filter {
      echoes.counts(at: start + .milliseconds($0))
    }
    // Those that do not count do not make the time longer.
    XCTAssertEqual(counted, [0, 200, 400, 5000])
  }
}
