import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

/// What a look for a lost upload makes of what is listed, and that it ends.
final class MemoriesClientReconcilingTests: XCTestCase {
  /// The loss was at 10:00, and what was under way then had begun at 9:59.
  private let begin = Date(timeIntervalSince1970: 1_764_064_740)
  private let end = Date(timeIntervalSince1970: 1_764_064_800)
  private var deadline: Date { end.addingTimeInterval(600) }
  private var lost: LostUpload {
    LostUpload(fileName: "beach.mp4", byteCount: 77, begin: begin, end: end)
  }

  private let clock = SkippingClock()

  /// A client whose time of day goes on with the clock of its pauses, from the loss on.
  private func client(
    after delay: TimeInterval = 0, limitsClock: any Clock<Duration> = ContinuousClock(),
    _ answer: @escaping @Sendable (_ request: Int) throws -> ReplayAnswer
  ) throws -> ReplayedClient {
    let count = Locked(0)
    let replay = Replay { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      // So that a look without an end fails its test instead of keeping it.
      guard number <= 1_100 else { return .refusal(code: "0001", msg: "asked too often") }
      return try answer(number)
    }
    return try ReplayedClient(replay) { [clock, end] in
      $0.clock = clock
      $0.limitsClock = limitsClock
      $0.now = { end.addingTimeInterval(delay + clock.now.offset / .seconds(1)) }
    }
  }

  private static func page(_ videos: String..., total: Int?) -> ReplayAnswer {
    let total = total.map { #""total_count":"\#($0)","# } ?? ""
    return .envelope("{\(total)\"videos\":[\(videos.joined(separator: ","))]}")
  }

  /// A video as it is listed; taken in at 9:59:30 unless told otherwise.
  private static func video(
    _ number: Int, size: String? = nil, at time: String = "1764064770000", status: String = "PARSE",
    name: String = "0123"
  ) -> String {
    let size = size.map { #","size":"\#($0)""# } ?? ""
    return
      #"{"video_no":"VI\#(number)","create_time":\#(time),"status":"\#(status)","video_name":"\#(name)"\#(size)}"#
  }

  private func matches(in reconciliation: LostUpload.Reconciliation) -> [Set<
    LostUpload.Reconciliation.Match
  >]? {
    guard case .undecided(let candidates) = reconciliation else { return nil }
    return candidates.map(\.matches)
  }

  // MARK: What decides

  func testAFoundVideoSaysWhatMatched() async throws {
    let cases: [(String, Set<LostUpload.Reconciliation.Match>)] = [
      (Self.video(1, size: "77"), [.time, .size]),
      (Self.video(1, name: "beach.mp4"), [.time, .name]),
      (Self.video(1, name: "beach"), [.time, .name]),
      (Self.video(1, size: "77", name: "beach"), [.time, .size, .name]),
    ]
    for (video, matches) in cases {
      let client = try client { _ in Self.page(video, Self.video(2, size: "78"), total: 2) }
      let reconciliation = try await client.client.reconcile(lost)
      guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
      XCTAssertEqual(found.video.videoNo, "VI1")
      XCTAssertEqual(found.matches, matches)
    }
  }

  func testAbsenceIsProvedOnlyWhenTheServiceHasHadItsTime() async throws {
    for (delay, expected) in [
      (0, .notListed(until: deadline)), (599, .notListed(until: deadline)), (600, .absent),
    ] as [(TimeInterval, LostUpload.Reconciliation)] {
      let client = try client(after: delay) { _ in
        Self.page(
          Self.video(1, size: "78"), Self.video(2, size: "77", at: "1763000000000"), total: 2)
      }
      let reconciliation = try await client.client.reconcile(lost)
      XCTAssertEqual(reconciliation, expected)
    }
  }

  func testAnEmptyLibraryIsAProofToo() async throws {
    let client = try client(after: 600) { _ in Self.page(total: 0) }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .absent)
  }

  func testWhatIsNotKnownYetTellsNothingApart() async throws {
    // Neither a size that is not there nor one of zero is another size, and a video without a time
    // may be of any.
    let cases: [(String, Set<LostUpload.Reconciliation.Match>)] = [
      (Self.video(1, status: "UNPARSE"), [.time]),
      (Self.video(1, size: "0", status: "UNPARSE"), [.time]),
      (Self.video(1, size: "0", status: "FAIL"), [.time]),
      (Self.video(1, size: "77", at: "null"), [.size]),
      (Self.video(1, at: "null"), []),
    ]
    for (video, expected) in cases {
      let client = try client(after: 3600) { _ in Self.page(video, total: 1) }
      let reconciliation = try await client.client.reconcile(lost)
      XCTAssertEqual(matches(in: reconciliation), [expected], video)
    }
  }

  func testATimeThatCannotBeIsNotKnown() async throws {
    for time in ["0", "-1", "1789996450", "978307199999"] {
      let cases: [(String, Set<LostUpload.Reconciliation.Match>)] = [
        (Self.video(1, size: "77", at: time, name: "beach"), [.size, .name]),
        (Self.video(1, at: time), []),
      ]
      for (video, expected) in cases {
        let client = try client(after: 3600) { _ in Self.page(video, total: 1) }
        let reconciliation = try await client.client.reconcile(lost)
        XCTAssertEqual(matches(in: reconciliation), [expected], video)
      }
    }
  }

  /// 42 minutes after the loss, by the service's clock.
  private static let wrongTime = "1764067320000"

  func testAWrongClockDoesNotOutweighSizeAndName() async throws {
    for name in ["beach", "beach.mp4"] {
      let client = try client(after: 3600) { _ in
        Self.page(Self.video(1, size: "77", at: Self.wrongTime, name: name), total: 1)
      }
      let reconciliation = try await client.client.reconcile(lost)
      XCTAssertEqual(matches(in: reconciliation), [[.size, .name]])
    }
    for video in [
      Self.video(1, size: "77", at: Self.wrongTime),
      Self.video(1, size: "78", at: Self.wrongTime, name: "beach"),
      Self.video(1, at: Self.wrongTime, status: "FAIL", name: "beach"),
    ] {
      let client = try client(after: 3600) { _ in Self.page(video, total: 1) }
      let reconciliation = try await client.client.reconcile(lost)
      XCTAssertEqual(reconciliation, .absent, video)
    }
  }

  func testWhatOnlyAWrongClockSpeaksAgainstIsWaitedFor() async throws {
    for (size, expected) in [("77", [[.size, .name]]), ("78", nil)]
      as [(String, [Set<LostUpload.Reconciliation.Match>]?)]
    {
      let client = try client(after: 3600) { request in
        Self.page(
          request == 1
            ? Self.video(1, at: Self.wrongTime, status: "UNPARSE", name: "beach")
            : Self.video(1, size: size, at: Self.wrongTime, name: "beach"), total: 1)
      }
      let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
      XCTAssertEqual(matches(in: reconciliation), expected)
      XCTAssertEqual(client.replay.requests.count, 2)
    }
  }

  func testAnEarlierUploadOfTheSameFileDoesNotContest() async throws {
    let client = try client { _ in
      Self.page(
        Self.video(1, size: "77", at: "1763000000000", name: "beach"),
        Self.video(2, size: "77", name: "beach"), total: 2)
    }
    let reconciliation = try await client.client.reconcile(lost)
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI2")
  }

  func testAVideoForWhichNothingSpeaksDoesNotContest() async throws {
    let client = try client { _ in
      Self.page(Self.video(1, at: "null"), Self.video(2, size: "77"), total: 2)
    }
    let reconciliation = try await client.client.reconcile(lost)
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI2")
  }

  // MARK: Ends

  func testAServiceThatRepeatsItsPagesIsNotAskedForEver() async throws {
    for total in [nil, 500] {
      let client = try client(after: 3600) { _ in
        Self.page(Self.video(1, size: "78"), total: total)
      }
      let reconciliation = try await client.client.reconcile(lost)
      // What the other pages would have had is not known.
      XCTAssertEqual(reconciliation, .undecided([]))
      XCTAssertEqual(client.replay.requests.count, 2)
    }
  }

  func testAListThatIsShorterThanItSaysProvesNothing() async throws {
    let client = try client(after: 3600) { request in
      request == 1 ? Self.page(Self.video(1, size: "77"), total: 3) : Self.page(total: 3)
    }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(matches(in: reconciliation), [[.time, .size]])
  }

  func testWithoutATotalAnEmptyPageIsTheEnd() async throws {
    let client = try client(after: 3600) { request in
      request < 3 ? Self.page(Self.video(request, size: "78"), total: nil) : Self.page(total: nil)
    }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .absent)
    XCTAssertEqual(client.replay.requests.count, 3)
  }

  func testAnAnswerWithoutAListIsNoEmptyPage() async throws {
    let client = try client(after: 3600) { _ in .envelope("{}") }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .undecided([]))
  }

  func testAListThatCannotAllBeReadProvesNothing() async throws {
    let strangers = [
      [#"{"videoName":"beach"}"#], [#"{"videoNo":{"a":1},"videoName":"beach"}"#], ["null", "null"],
      [#"{"videoName":"beach"}"#, Self.video(1, size: "78")],
    ]
    for listed in strangers {
      for total in [nil, 0, 1] {
        let count = total.map { #""totalCount":\#($0),"# } ?? ""
        let client = try client(after: 3600) { _ in
          .envelope("{\(count)\"videos\":[\(listed.joined(separator: ","))]}")
        }
        let reconciliation = try await client.client.reconcile(lost)
        XCTAssertEqual(reconciliation, .undecided([]), "\(listed), \(total as Int?)")
      }
    }
    let client = try client(after: 3600) { _ in .envelope(#"{"totalCount":0,"videos":{"a":1}}"#) }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .undecided([]))
  }

  func testATotalThatCannotBeRightIsPassedOver() async throws {
    let client = try client { request in
      request < 3
        ? Self.page(Self.video(request, size: "\(75 + request)"), total: 0) : Self.page(total: nil)
    }
    let reconciliation = try await client.client.reconcile(lost)
    guard case .found = reconciliation else { return XCTFail("\(reconciliation)") }
  }

  func testAVideoThatComesMeanwhileMayHideAnother() async throws {
    // The new one shifts the pages: the second begins with what ended the first.
    let client = try client(after: 3600) { request in
      switch request {
      case 1: Self.page(Self.video(1, size: "1"), Self.video(2, size: "2"), total: 3)
      case 2: Self.page(Self.video(2, size: "2"), Self.video(3, size: "3"), total: 4)
      default: Self.page(total: 4)
      }
    }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .undecided([]))
  }

  func testAVideoThatGoesMeanwhileMayHideAnother() async throws {
    // Once the first is gone, the third moves onto the first page, which was read already.
    let client = try client(after: 3600) { request in
      request == 1
        ? Self.page(Self.video(1, size: "1"), Self.video(2, size: "2"), total: 3)
        : Self.page(total: 2)
    }
    let reconciliation = try await client.client.reconcile(lost)
    XCTAssertEqual(reconciliation, .undecided([]))
  }

  func testALookHasTheTimeOfACall() async throws {
    for (total, pages) in [(Duration.seconds(60), 3), (nil, 15)] {
      let time = TestClock()
      let client = try client(limitsClock: time) { request in
        time.advance(by: .seconds(20))
        return Self.page(Self.video(request, size: "78"), total: 5_000)
      }
      var limits = TimeLimits()
      limits.total = total
      let error = try await thrownMemoriesError {
        try await client.client.reconcile(lost, options: MemoriesClient.CallOptions(limits: limits))
      }
      XCTAssertEqual(error.kind, .timedOut)
      XCTAssertEqual(error.timeLimit, .total)
      XCTAssertEqual(error.operation, "VisualSearch.ListVideos")
      XCTAssertEqual(client.replay.requests.count, pages)
    }
  }

  func testALookHasSoManyPages() async throws {
    let client = try client { request in Self.page(Self.video(request, size: "78"), total: nil) }
    let error = try await thrownMemoriesError { try await client.client.reconcile(lost) }
    XCTAssertEqual(error.kind, .tooLarge)
    XCTAssertEqual(client.replay.requests.count, 1_000)
  }

  // MARK: Waiting

  func testWaitsUntilTheCandidatesAreToldApart() async throws {
    // First it is not listed, then without its size, then beside another that has none yet.
    let client = try client { request in
      switch request {
      case 1: Self.page(total: 0)
      case 2: Self.page(Self.video(1, status: "UNPARSE"), total: 1)
      case 3: Self.page(Self.video(1, size: "77"), Self.video(2, status: "UNPARSE"), total: 2)
      default: Self.page(Self.video(1, size: "77"), Self.video(2, size: "78"), total: 2)
      }
    }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI1")
    XCTAssertEqual(clock.sleeps, [.seconds(5), .seconds(7.5), .seconds(11.25)])
  }

  func testWaitsUntilAbsenceIsProved() async throws {
    let client = try client { _ in Self.page(Self.video(1, size: "78"), total: 1) }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    XCTAssertEqual(reconciliation, .absent)
    XCTAssertGreaterThanOrEqual(clock.now.offset, .seconds(600))
    XCTAssertLessThanOrEqual(clock.now.offset, .seconds(630))
  }

  func testWhenTheWaitIsOverTheLastLookCounts() async throws {
    let client = try client { request in
      Self.page(Self.video(request, status: "UNPARSE"), total: 1)
    }
    var waiting = WaitOptions()
    waiting.timeout = .seconds(12)
    let reconciliation = try await client.client.reconcile(lost, waiting: waiting)
    guard case .undecided(let candidates) = reconciliation else {
      return XCTFail("\(reconciliation)")
    }
    XCTAssertEqual(candidates.map(\.video.videoNo), ["VI3"])
    XCTAssertEqual(clock.now.offset, .seconds(12))
  }

  func testWhatFailedToBeIndexedIsNotWaitedFor() async throws {
    let client = try client { _ in Self.page(Self.video(1, status: "FAIL"), total: 1) }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    XCTAssertEqual(matches(in: reconciliation), [[.time]])
    XCTAssertEqual(clock.sleeps, [])
  }

  func testAnUnknownVideoDoesNotEndTheWaitForOneThatMayBeEntered() async throws {
    let client = try client { request in
      request < 3
        ? Self.page(Self.video(1, at: "null"), total: 1)
        : Self.page(Self.video(1, at: "null"), Self.video(2, size: "77"), total: 2)
    }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI2")
  }

  func testAnEarlierUploadOfTheSameFileDoesNotEndTheWaitForThisOne() async throws {
    let earlier = Self.video(1, size: "77", at: "1763000000000", name: "beach")
    let client = try client { request in
      request < 3
        ? Self.page(earlier, total: 1) : Self.page(earlier, Self.video(2, size: "77"), total: 2)
    }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    guard case .found(let found) = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(found.video.videoNo, "VI2")
  }

  func testAPassingFaultDoesNotEndTheWait() async throws {
    let client = try client { request in
      request == 2
        ? .failure(.networkConnectionLost)
        : Self.page(
          request < 3 ? Self.video(1, status: "UNPARSE") : Self.video(1, size: "77"), total: 1)
    }
    let reconciliation = try await client.client.reconcile(lost, waiting: WaitOptions())
    guard case .found = reconciliation else { return XCTFail("\(reconciliation)") }
    XCTAssertEqual(client.replay.requests.count, 3)
  }

  func testARefusalEndsTheWait() async throws {
    let client = try client { _ in .refusal(code: "0401", msg: "no") }
    let error = try await thrownMemoriesError {
      try await client.client.reconcile(lost, waiting: WaitOptions())
    }
    XCTAssertEqual(error.kind, .unauthorized)
  }

  func testCancellationEndsTheWait() async throws {
    let clock = TestClock()
    let replayed = try ReplayedClient(answering: Self.page(total: 0)) { [end] in
      $0.clock = clock
      $0.now = { end }
    }
    let (client, lost) = (replayed.client, lost)
    let look = Task { try await client.reconcile(lost, waiting: WaitOptions()) }
    await clock.waitForSleepers(1)
    look.cancel()
    let error = try await thrownError { try await look.value }
    XCTAssertTrue(error is CancellationError, "\(error)")
  }

  // MARK: What is looked for

  func testALostUploadSurvivesStorage() throws {
    let scopes: [LibraryScope?] = [nil, .folder(-1)]
    for scope in scopes {
      try assertSurvivesStorage(
        LostUpload(fileName: "a", byteCount: 1 << 40, scope: scope, begin: begin, end: end))
    }
  }
}
