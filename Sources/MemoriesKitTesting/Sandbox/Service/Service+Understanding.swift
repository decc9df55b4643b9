import Foundation
import MemoriesKit

// What the service hears, sees and says. The sandbox does none of that: it answers with what a test
// has said of an asset, and else with something invented that says so.

extension Service {
  func spokenText(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    let asset = try asset(in: body)
    try requireBalance()
    return Sandbox.Product.visualIntelligence.success([
      "model": .string(try body.text("model") ?? "whisper-1"),
      "items": asset.spokenText(withSpeakers: body["speaker"]?.bool ?? false),
    ])
  }

  func speakers(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let asset = try asset(in: request.json())
    try requireBalance()
    return Sandbox.Product.visualIntelligence.success([
      "model": "pyannote", "items": asset.speakers,
    ])
  }

  func speechToText(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard ["elevenlabs", "assemblyai"].contains(try body.text("provider") ?? "elevenlabs") else {
      throw Problem.exceeded
    }
    let isAddress = body["url"] != nil || body["source_url"] != nil
    let lines =
      body["asset_id"] == nil && isAddress ? [] : try asset(in: body).description.transcript ?? []
    try requireBalance()
    return Sandbox.Product.visualIntelligence.success([
      "text": .string(lines.map(\.text).joined(separator: " "))
    ])
  }

  // MARK: Embeddings

  func embedTexts(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let texts = try body.texts("input"), !texts.isEmpty, try body.text("model") != nil,
      let length = Int(exactly: body["dimensionality"]?.int64 ?? 768), (1...4096).contains(length)
    else { throw Problem.exceeded }
    try requireBalance()
    return Sandbox.Product.visualIntelligence.success(
      .array(texts.map { ["embedding": SandboxVector(text: $0, length: length).json] }))
  }

  func embedImage(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let checksum: UInt32
    if request.headers["Content-Type"]?.hasPrefix("multipart/") ?? false {
      let form = try Form(request)
      _ = try form.requiredText("model")
      checksum = try form.file().checksum ?? 0
    } else {
      checksum = try embedded(request.json())
    }
    return try vector(of: checksum)
  }

  func embedVideo(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    try vector(of: embedded(request.json()))
  }

  private func embedded(_ body: JSONValue) throws -> UInt32 {
    guard try body.text("model") != nil else { throw Problem.exceeded }
    return try asset(in: body).checksum
  }

  private func vector(of checksum: UInt32) throws -> Sandbox.Answer {
    try requireBalance()
    let vector = SandboxVector(text: String(checksum), length: 1408)
    return Sandbox.Product.visualIntelligence.success(["embedding": vector.json])
  }

  // MARK: Chat

  /// An invented answer that says so, in the provider's own form.
  func chat(withModel request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let model = try body.text("model"), model.contains(":"),
      let messages = body["messages"]?.array, let last = messages.last
    else { throw Problem.exceeded }
    guard let parts = last["content"]?.array, !parts.isEmpty else {
      throw Problem.invalid("Model input cannot be empty")
    }
    try requireBalance()
    let question = parts.compactMap { $0["text"]?.string }.joined(separator: " ")
    let mediaCount = parts.count { $0["type"]?.string != "text" }
    let text = "The sandbox cannot look at anything. You asked about \(mediaCount): \(question)"
    let provider = model.split(separator: ":").first.map(String.init) ?? ""
    return Sandbox.Answer(
      headers: ["Content-Type": "application/json"],
      body: .json([
        "id": "resp_sandbox", "object": "completion", "model": .string(model),
        "created_at": .int(Int64(Date().timeIntervalSince1970)), "status": "completed",
        "choices": [["text": .string(text), "index": 0]],
        "usage": ["input_tokens": 1, "output_tokens": 1, "total_tokens": 2],
        "meta": [
          "provider": .string(provider),
          "provider_model": .string(String(model.dropFirst(provider.count + 1))),
        ],
      ]))
  }

  // MARK: Agents and social media

  /// Finds the public videos of the sandbox by their titles. The steps are invented.
  func findVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let query = try body.text("query"), !query.isEmpty else { throw Problem.exceeded }
    let platforms = try body.texts("platforms") ?? []
    let limit = Int(body["max_results"]?.int64 ?? 10)
    try requireBalance()
    let match = TextMatch(query)
    let found = library.videos.filter { video in
      guard let platform = video.origin.platform?.lowercased() else { return false }
      return (platforms.isEmpty || platforms.contains(platform))
        && match.score(video.origin.fileName) > 0
    }.prefix(max(1, limit))
    let findings: JSONValue = [
      "session_id": "sandbox", "query": .string(query),
      "answer": .string(
        "The sandbox has found \(found.count) of its public videos by their titles."),
      "video_references": .array(
        found.map { video in
          [
            "video_id": .string(video.videoNo), "title": .string(video.origin.fileName),
            "platform": .string(video.origin.platform?.lowercased() ?? ""),
          ]
        }),
      "platforms_searched": .array(platforms.map(JSONValue.string)), "steps_taken": 1,
      "execution_time_seconds": 0,
    ]
    let events = [
      ": the steps are invented", "",
      "event: step", "data: {\"message\":\"looking for titles\"}", "",
      "event: complete", "data: \(findings.text())", "", "",
    ]
    return Sandbox.Answer(
      headers: ["Content-Type": "text/event-stream"],
      body: .text(events.joined(separator: "\n")), framing: .chunked)
  }

  func postMetadata(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let (url, platform) = try post(request)
    return Sandbox.Product.visualIntelligence.success([
      ["url": .string(url), "title": .string("A post on \(platform) that the sandbox invented")]
    ])
  }

  /// An invented transcript in the form of the platform.
  func postTranscript(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let (_, platform) = try post(request)
    let text: JSONValue = "The sandbox has not heard this post."
    let webVTT: JSONValue =
      "WEBVTT\n\n00:00.000 --> 00:01.000\nThe sandbox has not heard this post."
    let transcript: JSONValue =
      switch platform {
      case "youtube": [["data": [["start": "0", "dur": "1", "text": text]]]]
      case "tiktok": [["transcript": webVTT]]
      case "instagram":
        ["transcript": text, "segments": [["text": text, "start": 0, "end": 1]], "words": []]
      default: ["tweetId": "1", "transcript_text": text, "json_text": [], "webvtt_text": webVTT]
      }
    return Sandbox.Product.visualIntelligence.success(transcript)
  }

  private func post(_ request: Sandbox.Request) throws -> (url: String, platform: String) {
    let body = try request.json()
    let platform = request.segment(fromEnd: 2)
    guard ["youtube", "tiktok", "instagram", "twitter"].contains(platform),
      let url = try body.text("video_url"), !url.isEmpty,
      ["apify", "rapid", "memories.ai"].contains(try body.text("channel"))
    else { throw Problem.exceeded }
    try requireBalance()
    return (url, platform)
  }
}

extension Asset {
  /// What a test says is said in it.
  func spokenText(withSpeakers: Bool) -> JSONValue {
    .array(
      (description.transcript ?? []).map { line in
        var item = Members()
        item["text"] = .string(line.text)
        item["start"] = .double(line.start)
        item["end"] = .double(line.end)
        if withSpeakers { item["speaker"] = "SPEAKER_00" }
        return .object(item.list)
      })
  }

  /// One speaker for all of it.
  var speakers: JSONValue {
    .array(
      (description.transcript ?? []).map { line in
        ["start": .double(line.start), "end": .double(line.end), "speaker": "SPEAKER_00"]
      })
  }
}

/// An invented vector. Equal texts have equal ones, and texts that share words similar ones, so that
/// a program that compares them has something to find.
struct SandboxVector {
  private var values: [Double]

  init(text: String, length: Int) {
    values = Array(repeating: 0, count: length)
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    for word in words.isEmpty ? ["" as Substring] : words {
      let seed = Sandbox.checksum(Data(word.utf8))
      for index in values.indices {
        // A cheap and even spread of the seed over the numbers.
        var bits = (UInt64(seed) << 16 | UInt64(index & 0xFFFF)) &* 0x9E37_79B9_7F4A_7C15
        bits ^= bits >> 29
        bits = bits &* 0xBF58_476D_1CE4_E5B9
        values[index] += Double(Int64(bitPattern: bits) >> 32) / Double(Int32.max)
      }
    }
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    values = values.map { $0 / max(norm, .leastNormalMagnitude) }
  }

  var json: JSONValue { .array(values.map { .double($0) }) }
}
