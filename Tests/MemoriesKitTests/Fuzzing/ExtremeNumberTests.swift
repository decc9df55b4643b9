import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

// Invariant: no number that a caller gives ends the process, wherever it is given. What a call does
// with a senseless one is its own affair; it may refuse.
final class ExtremeNumberTests: XCTestCase {
  private var temporary: TemporaryDirectory?
  /// How often the service of each client was asked. A number that keeps a call from being sent at
  /// all would not be tried anywhere else.
  private var asked: [Locked<Int>] = []

  override func setUpWithError() throws { temporary = try TemporaryDirectory() }

  override func tearDown() {
    temporary?.remove()
    if !asked.isEmpty {
      XCTAssertGreaterThan(asked.filter { $0.withLock { $0 } > 1 }.count, asked.count / 4)
    }
  }

  private let video = #"{"video_no":"VI1","status":"PARSE"}"#

  /// A client whose service refuses twice for its rate before it agrees, and whose clocks are past
  /// their beginning.
  private func client(
    _ answer: ReplayAnswer, adjust: (inout MemoriesClient.Configuration) -> Void
  ) throws -> MemoriesClient {
    let asked = Locked(0)
    self.asked.append(asked)
    let replay = Replay { _ in
      let number = asked.withLock { asked in
        asked += 1
        return asked
      }
      return number < 3 ? .refusal(code: "0429", msg: "Request has exceeded the limit.") : answer
    }
    let (clock, limitsClock) = (SkippingClock(), TestClock())
    limitsClock.advance(by: .seconds(1))
    return try ReplayedClient(replay) {
      $0.clock = clock
      $0.limitsClock = limitsClock
      $0.retry = RetryPolicy()
      adjust(&$0)
    }.client
  }

  private func upload(_ name: String = "movie.mp4") throws -> VisualSearch.UploadVideo {
    let folder = try XCTUnwrap(temporary)
    return VisualSearch.UploadVideo(file: try folder.write(Data("m".utf8), named: name))
  }

  // MARK: Delivery

  func testRepetitions() async throws {
    for number in Extremes.integers {
      let client = try client(.envelope(video)) {
        $0.retry.attempts = number
        $0.retryBudget = number
      }
      _ = try? await client.send(VisualSearch.GetMetadata("VI1"))
    }
    for duration in Extremes.durations {
      for double in Extremes.doubles {
        let client = try client(.envelope(video)) {
          $0.retry.firstPause = duration
          $0.retry.longestPause = duration
          $0.retry.factor = double
          $0.random = { double }
        }
        _ = try? await client.send(VisualSearch.GetMetadata("VI1"))
      }
    }
  }

  func testTimeLimits() async throws {
    for duration in Extremes.durations {
      var limits = TimeLimits()
      limits.connect = duration
      limits.stall = duration
      limits.response = duration
      limits.total = duration
      let client = try client(.envelope(#"{"videoNo":"VI1"}"#)) { _ in }
      let options = MemoriesClient.CallOptions(limits: limits)
      _ = try? await client.send(VisualSearch.GetMetadata("VI1"), options: options)
      _ = try? await client.send(upload(), options: options) { _ in }
      let other = try self.client(.stream("film")) { $0.limits = limits }
      for _ in 0..<3 {
        do {
          for try await _ in try await other.chunks(of: VisualSearch.DownloadVideo("VI1")) {}
        } catch {}
      }
    }
  }

  func testRates() async throws {
    for number in Extremes.integers {
      for duration in Extremes.durations {
        let client = try client(.envelope(video)) {
          $0.rateLimits = [.list: OperationTraits.RateLimit(number, per: duration)]
        }
        for _ in 0..<3 { _ = try? await client.send(VisualSearch.GetMetadata("VI1")) }
      }
    }
  }

  func testWaiting() async throws {
    for duration in Extremes.durations {
      for double in Extremes.doubles {
        var options = WaitOptions()
        options.firstPause = duration
        options.longestPause = duration
        options.timeout = duration
        options.growth = double
        options.jitter = double
        let client = try client(.envelope(video)) { $0.random = { double } }
        _ = try? await client.waitUntilSearchable("VI1", options: options)
        _ = try? await client.waitUntilReady("re_1", options: options)
      }
    }
  }

  func testBatches() async throws {
    let uploads = try (0..<3).map { try upload("\($0).mp4") }
    for number in Extremes.integers {
      for duration in Extremes.durations {
        let client = try client(.envelope(#"{"videoNo":"VI1"}"#)) { $0.retry = .none }
        var ended = 0
        for await _ in client.uploadAll(uploads, maxConcurrent: number, patience: duration) {
          ended += 1
        }
        XCTAssertEqual(ended, 3)
      }
      var ended = 0
      let batch = RequestBatch(uploads, maxConcurrent: number) { _ in .init(videoNo: "VI1") }
      for await _ in batch { ended += 1 }
      XCTAssertEqual(ended, 3)
    }
  }

  // MARK: Requests

  func testLists() async throws {
    for number in Extremes.integers {
      var list = VisualSearch.ListVideos(scope: .folder(Int64(number)))
      list.page = number
      list.size = number
      let client = try client(.envelope(#"{"videos":[]}"#)) { _ in }
      _ = try? await client.send(list)
      _ = try? list.request()
    }
    for (date, double) in zip(Extremes.dates, Extremes.doubles) {
      var list = VisualSearch.ListVideos()
      list.capturedSince = date
      list.near = VisualSearch.GeoPoint(latitude: double, longitude: double)
      let client = try client(.envelope(#"{"videos":[]}"#)) { _ in }
      _ = try? await client.send(list)
      _ = try? list.request()
    }
  }

  func testUploads() async throws {
    for (date, double) in zip(Extremes.dates, Extremes.doubles) {
      for zone in [-18, 0, 18].compactMap({ TimeZone(secondsFromGMT: $0 * 3600) }) {
        var upload = try upload()
        upload.capturedAt = date
        upload.timeZone = zone
        upload.location = VisualSearch.GeoPoint(latitude: double, longitude: double)
        let client = try client(.envelope(#"{"videoNo":"VI1"}"#)) { _ in }
        _ = try? await client.send(upload)
        _ = upload.request()
      }
    }
  }

  func testDownloads() async throws {
    let folder = try XCTUnwrap(temporary).url
    for number in Extremes.integers {
      let client = try client(.stream("film")) { _ in }
      _ = try? await client.download(
        VisualSearch.DownloadVideo("VI1"), to: .directory(folder), maximumByteCount: Int64(number))
      do {
        let chunks = try await client.chunks(
          of: VisualSearch.DownloadVideo("VI1"), maximumByteCount: Int64(number))
        for try await _ in chunks {}
      } catch {}
    }
  }

  func testLostUploads() async throws {
    let listed = #"{"videos":[{"video_no":"VI1","create_time":1,"size":-1}],"total_count":1}"#
    for begin in Extremes.dates {
      for end in Extremes.dates {
        for number in [-1, Int.min, .max] {
          let lost = LostUpload(
            fileName: "movie.mp4", byteCount: Int64(number), begin: begin, end: end)
          let client = try client(.envelope(listed)) { _ in }
          do {
            _ = try await client.reconcile(lost)
            XCTAssertTrue(begin.timeIntervalSince1970.isFinite, "\(begin)")
            XCTAssertTrue(end.timeIntervalSince1970.isFinite, "\(end)")
          } catch let error as MemoriesError {
            // Nothing must be told to be missing that was looked for at no time.
            XCTAssertEqual(error.kind, .invalidRequest)
            XCTAssertEqual(error.outcome, .notSent)
          }
        }
      }
    }
  }

  // MARK: Values

  func testValues() throws {
    let json = JSONValue.array([.string(String(repeating: "x", count: 20)), .null])
    for number in Extremes.integers {
      let text = json.text(limit: number)
      XCTAssertLessThanOrEqual(text.unicodeScalars.count, max(0, number))
      _ = json[number]
      _ = JSONValue.Number(number).text
      for other in Extremes.integers {
        let progress = TransferProgress(
          phase: .sending, completedByteCount: Int64(number), expectedByteCount: Int64(other))
        if let fraction = progress.fraction { XCTAssertTrue((0...1).contains(fraction)) }
      }
      _ = FileFailure(.open, "/a", errorNumber: Int32(truncatingIfNeeded: number)).description
      let failure = APIFailure(status: number)
      let reply = Reply<NoOutput>(
        envelope: .init(result: .failure(failure)), status: number, attempts: number)
      _ = "\(reply)"
    }
    for duration in Extremes.durations {
      let state = WaitStates<String>.Element(value: nil, elapsed: duration, nextPause: duration)
      XCTAssertFalse(state.isFinal)
      _ = "\(state)"
    }
  }
}
