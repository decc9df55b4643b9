import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

/// What searches in a sandbox find, so that a user's test can expect something.
final class SandboxSearchTests: XCTestCase {
  private var sandbox: Sandbox!
  private var client: MemoriesClient!
  private let picture = Data("a picture".utf8)

  override func setUp() async throws {
    sandbox = try await Sandbox.start()
    client = try MemoriesClient(
      apiKey: APIKey(sandbox.apiKey), configuration: .sandbox(sandbox), environment: [:])
  }

  override func tearDown() async throws { await sandbox.stop() }

  private func video(_ name: String) -> VisualSearch.VideoNo {
    .init(sandbox.addVideo(Data(count: 2_500_000), named: name))
  }

  func testTextFindsVideosByNameAndCaptions() async throws {
    let (beach, city) = (video("beach day.mp4"), video("city.mp4"))
    try sandbox.describe(
      city.rawValue,
      captions: [
        .init("A dog jumps into the sea.", from: 2, to: 4.5), .init("Night", from: 5, to: 9),
      ])
    let dogs = try await client.send(VisualSearch.SearchClips("the dog jump"))
    XCTAssertEqual(dogs.map(\.videoNo), [city])
    XCTAssertEqual(dogs.map(\.startTime), [2])
    XCTAssertEqual(dogs.map(\.endTime), [4.5])
    XCTAssertEqual(dogs.map(\.score), [1])
    var search = VisualSearch.SearchClips("beach with a dog")
    let both = try await client.send(search)
    XCTAssertEqual(Set(both.map(\.videoNo)), [beach, city])
    search.limit = 1
    let first = try await client.send(search)
    XCTAssertEqual(first.count, 1)
    search = VisualSearch.SearchClips("beach dog cat horse")
    search.level = .high
    let strict = try await client.send(search)
    XCTAssertEqual(strict, [])
    search.level = .medium
    search.filter.videoNos = [beach]
    let filtered = try await client.send(search)
    XCTAssertEqual(filtered.map(\.videoNo), [beach])
    let captions = try await client.send(VisualSearch.SearchCaptions("night"))
    XCTAssertEqual(captions.map(\.text), ["Night"])
    XCTAssertEqual(captions.map(\.startTime), [5])
  }

  func testFiltersOfSearchesAreThoseOfUploads() async throws {
    var upload = VisualSearch.UploadVideo(file: Fixture.url("media/my_video.mp4"))
    upload.tags = ["sea"]
    upload.cameraModel = "Canon"
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.location = .init(latitude: 39.9, longitude: 116.4)
    upload.transcriptionPrompt = "listen for whales"
    let videoNo = try await client.send(upload).videoNo
    sandbox.finishIndexing(of: videoNo.rawValue)
    for text in ["sea", "canon", "whale", "video"] {
      let found = try await client.send(VisualSearch.SearchClips(text))
      XCTAssertEqual(found.map(\.videoNo), [videoNo], text)
    }
    for (isFound, change) in [
      (true, { $0.tag = "api" }), (false, { $0.tag = "hill" }),
      (true, { $0.cameraModel = "Canon" }), (false, { $0.cameraModel = "canon" }),
      (true, { $0.capturedSinceText = "2025-10-20 11:00:00" }),
      (false, { $0.capturedSinceText = "2025-10-20 11:00:01" }),
      (true, { $0.near = .init(latitude: 39.95, longitude: 116.4) }),
      (false, { $0.near = .init(latitude: 41, longitude: 116.4) }),
    ] as [(Bool, (inout VisualSearch.SearchFilter) -> Void)] {
      var search = VisualSearch.SearchClips("sea")
      change(&search.filter)
      let found = try await client.send(search)
      XCTAssertEqual(!found.isEmpty, isFound, "\(search.filter)")
    }
  }

  func testSpeechIsFoundByWordsAndPages() async throws {
    let talk = video("talk.mp4")
    try sandbox.describe(
      talk.rawValue,
      transcript: [.init("Where is the love?", from: 0, to: 7), .init("Lovely.", from: 7.5, to: 8)])
    let speech = try await client.send(VisualSearch.SearchClips("love", in: .speech))
    XCTAssertEqual(speech.map(\.transcript), ["Where is the love?", "Lovely."])
    var search = VisualSearch.SearchTranscripts("LOVE")
    search.pageSize = 1
    var starts: [Double?] = []
    for try await moment in client.elements(of: search) { starts.append(moment.startTime) }
    XCTAssertEqual(starts, [0, 7.5])
    let state = try await client.transcript(of: talk)
    guard case .found(let transcript) = state else { return XCTFail("\(state)") }
    XCTAssertEqual(transcript.segments?.map(\.startTime), [0, 7.5])
    XCTAssertEqual(transcript.segments?.map(\.content), ["Where is the love?", "Lovely."])
    let captions = try await client.captions(of: talk)
    XCTAssertEqual(captions, .absent)
  }

  func testImagesAreFoundByNameAndTag() async throws {
    var upload = VisualSearch.UploadImages([
      .data(picture, fileName: "sunset.png"), .data(Data([1]), fileName: "noon.jpg"),
    ])
    upload.tags = ["sky"]
    let ids = try await client.send(upload).map(\.id)
    let sunset = try await client.send(VisualSearch.SearchImages("sunset"))
    XCTAssertEqual(sunset.images?.map(\.id), [ids[0]])
    XCTAssertEqual(sunset.totalCount, 1)
    let sky = try await client.send(VisualSearch.SearchImages("sky"))
    XCTAssertEqual(sky.images?.map(\.id), ids)
    let location = try XCTUnwrap(sunset.images?.first?.location)
    let directory = try TemporaryDirectory()
    defer { directory.remove() }
    let file = try await client.download(
      VisualSearch.DownloadResource(at: location), to: .directory(directory.url))
    XCTAssertEqual(try Data(contentsOf: file.url), picture)
  }

  func testAPictureIsFoundWhereTheTestShowsItAndNoiseIsNot() async throws {
    let (one, other) = (video("one.mp4"), video("other.mp4"))
    let crop = Data("a crop".utf8)
    try sandbox.describe(
      one.rawValue,
      pictures: [.init(picture, from: 3.5, to: 6), .init(crop, from: 3.5, to: 6, score: 0.9)])
    try sandbox.describe(other.rawValue, pictures: [])
    let found = try await client.send(
      VisualSearch.SearchByImage(.data(picture, fileName: "a.png")))
    XCTAssertEqual(found.map(\.videoNo), [one])
    XCTAssertEqual(found.map(\.score), [1])
    let keyframe = try XCTUnwrap(found.first?.keyframe)
    XCTAssertEqual(keyframe.blob, "\(one)/keyframe-000003.jpg")
    let cropped = try await client.send(VisualSearch.SearchByImage(.data(crop, fileName: "a.png")))
    XCTAssertEqual(cropped.map(\.score), [0.9])
    var strict = VisualSearch.SearchByImage(.data(crop, fileName: "a.png"))
    strict.similarity = 0.95
    let rejected = try await client.send(strict)
    XCTAssertEqual(rejected, [])
    let noise = try await client.send(
      VisualSearch.SearchByImage(.data(Data("noise".utf8), fileName: "a.png")))
    XCTAssertEqual(noise, [])
    let clips = try await client.send(
      VisualSearch.SearchClipsByImage(
        image: .data(picture, fileName: "a.png"), in: one, prompt: "it"))
    XCTAssertEqual(clips.map(\.startTime), [3.5])
    XCTAssertEqual(clips.map(\.endTime), [6])
    let nothing = try await client.send(
      VisualSearch.SearchClipsByImage(
        image: .data(picture, fileName: "a.png"), in: other, prompt: "it"))
    XCTAssertEqual(nothing, [])
  }

  func testThePublicLibraryIsOneOfItsOwn() async throws {
    let goal = sandbox.addPublicVideo(named: "The best goal", on: .instagram)
    try sandbox.describe(
      goal, transcript: [.init("What a goal!", from: 1, to: 2)],
      pictures: [.init(picture, from: 4, to: 5)])
    let clips = try await client.send(VisualSearch.SearchPublicClips("goal", on: .instagram))
    XCTAssertEqual(clips.map(\.videoName), ["The best goal"])
    let speech = try await client.send(
      VisualSearch.SearchPublicClips("goal", on: .instagram, in: .speech))
    XCTAssertEqual(speech.map(\.transcript), ["What a goal!"])
    let words = try await client.send(VisualSearch.SearchPublicTranscripts("goal"))
    XCTAssertEqual(words.videos?.map(\.videoNo.rawValue), [goal])
    let pictures = try await client.send(
      VisualSearch.SearchPublicByImage(.data(picture, fileName: "a.png"), on: .instagram))
    XCTAssertEqual(pictures.map(\.startTime), [4])
    let own = try await client.send(VisualSearch.SearchClips("goal"))
    XCTAssertEqual(own, [])
  }

  func testNothingIsFoundBeforeIndexing() async throws {
    let videoNo = try await client.send(
      VisualSearch.UploadVideo(file: Fixture.url("media/my_video.mp4"))
    ).videoNo
    try sandbox.describe(videoNo.rawValue, transcript: [.init("video", from: 0, to: 1)])
    let clips = try await client.send(VisualSearch.SearchClips("video"))
    XCTAssertEqual(clips, [])
    let state = try await client.transcript(of: videoNo)
    guard case .notIndexed(let video?) = state else { return XCTFail("\(state)") }
    XCTAssertEqual(video.status, .unparsed)
  }

  func testAVideoThatNobodyKnowsCannotBeDescribed() {
    XCTAssertThrowsError(try sandbox.describe("VI1", captions: [])) { error in
      XCTAssertEqual((error as? Sandbox.UnknownVideo)?.videoNo, "VI1")
    }
  }
}
