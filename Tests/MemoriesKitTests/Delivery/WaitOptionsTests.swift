import XCTest

@testable import MemoriesKit

final class WaitOptionsTests: XCTestCase {
  private func pauses(_ options: WaitOptions, random: Double, count: Int = 7) -> [Double] {
    (1...count).map { options.pause(after: $0, random: random) / .seconds(1) }
  }

  private func assertEqual(
    _ found: [Double], _ expected: [Double], file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(found.count, expected.count, file: file, line: line)
    for (one, other) in zip(found, expected) {
      XCTAssertEqual(one, other, accuracy: 1e-9, "\(found)", file: file, line: line)
    }
  }

  func testPausesGrowByHalfUpToThirtySeconds() {
    assertEqual(
      pauses(WaitOptions(), random: 0.5), [5, 7.5, 11.25, 16.875, 25.3125, 30, 30])
  }

  func testChanceMovesAPauseByATenthAtMost() {
    assertEqual(
      pauses(WaitOptions(), random: 0), [4.5, 6.75, 10.125, 15.1875, 22.78125, 27, 27])
    for (found, middle) in zip(
      pauses(WaitOptions(), random: 0.999), pauses(WaitOptions(), random: 0.5))
    {
      XCTAssertLessThan(found, middle * 1.1)
      XCTAssertGreaterThan(found, middle * 1.099)
    }
  }

  func testWithoutJitterChanceChangesNothing() {
    var options = WaitOptions()
    options.jitter = 0
    XCTAssertEqual(pauses(options, random: 0), pauses(options, random: 0.999))
  }

  func testAPaceCanBeSteady() {
    var options = WaitOptions()
    options.firstPause = .milliseconds(250)
    options.growth = 1
    assertEqual(pauses(options, random: 0.5, count: 3), [0.25, 0.25, 0.25])
  }

  func testPausesNeverShrink() {
    var options = WaitOptions()
    options.growth = 0.1
    assertEqual(pauses(options, random: 0.5, count: 3), [5, 5, 5])
  }

  func testAFirstPauseBeyondTheLongestIsCut() {
    var options = WaitOptions()
    options.firstPause = .seconds(60)
    assertEqual(pauses(options, random: 0.5, count: 2), [30, 30])
  }

  func testAnyNumberOfPollsIsBounded() {
    for polls in [0, 1000, 1_000_000, .max] {
      let pause = WaitOptions().pause(after: polls, random: 0.5)
      XCTAssertEqual(pause, polls == 0 ? .seconds(5) : .seconds(30))
    }
  }

  func testNumbersThatAreNoneAreTakenForNothing() {
    for number in [Double.nan, .infinity, -.infinity, -1e30] {
      var options = WaitOptions()
      options.jitter = number
      assertEqual(pauses(options, random: 0.25, count: 2), [5, 7.5])
    }
    var options = WaitOptions()
    options.jitter = 1e30
    assertEqual(pauses(options, random: 0, count: 2), [0, 0])
    options.jitter = 1
    for chance in [Double.nan, -1e30, -.infinity] {
      assertEqual(pauses(options, random: chance, count: 2), [0, 0])
    }
  }

  func testPausesAreNeverTooLongToCount() {
    var options = WaitOptions()
    options.firstPause = .seconds(Int64.max)
    options.longestPause = .seconds(Int64.max)
    options.jitter = 1
    let century = Double(100 * 365 * 86_400)
    assertEqual(pauses(options, random: 1, count: 2), [century, century])
    options.firstPause = .seconds(Int64.min)
    assertEqual(pauses(options, random: 1, count: 2), [0, 0])
  }

  func testAnEndlessGrowthIsBoundedToo() {
    var options = WaitOptions()
    options.growth = .infinity
    assertEqual(pauses(options, random: 0.5, count: 3), [5, 30, 30])
  }
}
