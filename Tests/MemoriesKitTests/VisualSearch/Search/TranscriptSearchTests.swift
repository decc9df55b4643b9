import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The pages of a search for words, whose total may be text.
final class TranscriptSearchTests: XCTestCase {
  private func page(_ videos: String, total: String) -> ReplayAnswer {
    .agreed(#"{"current_page":1,"page_size":2,"total_count":\#(total),"videos":[\#(videos)]}"#)
  }

  func testPagesFollowEachOtherUntilTheTotalIsReached() async throws {
    let answers = Locked([
      page(
        #"{"videoNo":"PI-1","startTime":"1"},{"videoNo":"PI-1","startTime":"9"}"#, total: #""3""#),
      page(#"{"videoNo":"PI-2","startTime":"3","audio_ts":"x"}"#, total: #""3""#),
    ])
    let observed = try ObservedClient(Replay { _ in answers.withLock { $0.removeFirst() } })
    var search = VisualSearch.SearchPublicTranscripts("x")
    search.pageSize = 2
    var moments: [VisualSearch.Moment] = []
    for try await moment in observed.client.elements(of: search) { moments.append(moment) }
    XCTAssertEqual(
      moments,
      [
        .init(videoNo: "PI-1", startTime: 1), .init(videoNo: "PI-1", startTime: 9),
        .init(videoNo: "PI-2", startTime: 3, transcript: "x"),
      ])
    XCTAssertEqual(
      observed.replay.requests.map { $0.query.first { $0.name == "page" }?.value }, ["1", "2"])
  }

  func testThePageAfterIsTheSameForEveryList() {
    typealias Page = VisualSearch.Page<VisualSearch.Moment>
    let one = [VisualSearch.Moment(videoNo: "VI1")]
    let search = VisualSearch.SearchTranscripts("a")
    XCTAssertNil(search.next(after: Page(pageSize: 1, totalCount: 1, videos: one)))
    XCTAssertEqual(search.next(after: Page(pageSize: 1, totalCount: 2, videos: one))?.page, 2)
    XCTAssertEqual(search.next(after: Page(totalCount: nil, videos: one))?.page, 2)
    // A total smaller than the page cannot be right.
    XCTAssertEqual(search.next(after: Page(totalCount: 0, videos: one))?.page, 2)
  }
}
