import Foundation
import MemoriesKit
import MemoriesKitTesting

/// Reads a large answer as a client does with what came over the wire.
///
/// No public call does only that, so a client makes calls that a replay answers in the same process,
/// and what the same call takes with an empty answer is subtracted.
struct DecodeWithMemoriesKit: Program {
  let answer: LargeAnswer
  let repetitions: Int

  func run() async throws -> [Double] {
    switch answer {
    case .clips:
      let image = MediaSource.data(Data("picture".utf8), fileName: "query.png")
      return try await speeds(
        of: VisualSearch.SearchClipsByImage(image: image, in: "VI1", prompt: "red"), \.count)
    case .videos:
      return try await speeds(of: VisualSearch.ListVideos()) { $0.videos?.count ?? 0 }
    }
  }

  private func speeds<Operation: AnsweredOperation>(
    of operation: Operation, _ count: (Operation.Output) -> Int
  ) async throws -> [Double] {
    let rest = Figure(try await seconds(of: operation, elements: 0, count)).median
    let times = try await seconds(of: operation, elements: answer.count, count)
    return times.map { answer.speed(seconds: $0 - rest) }
  }

  private func seconds<Operation: AnsweredOperation>(
    of operation: Operation, elements: Int, _ count: (Operation.Output) -> Int
  ) async throws -> [Double] {
    let text = String(decoding: answer.data(elements: elements), as: UTF8.self)
    let replay = Replay { _ in .json(text) }
    let client = try MemoriesClient(
      apiKey: APIKey("not-a-real-key"), configuration: .replaying(replay), environment: [:])
    var times: [Double] = []
    for _ in 0..<repetitions {
      let start = ContinuousClock.now
      let output = try await client.send(operation)
      times.append((ContinuousClock.now - start) / .seconds(1))
      try LargeAnswer.check(count(output), elements)
    }
    return times
  }
}

/// Reads it with `JSONDecoder`.
struct DecodeWithFoundation: Program {
  let answer: LargeAnswer
  let repetitions: Int

  func run() throws -> [Double] {
    let data = answer.data(elements: answer.count)
    return try (0..<repetitions).map { _ in
      let start = ContinuousClock.now
      let count = try read(data)
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      try LargeAnswer.check(count, answer.count)
      return answer.speed(seconds: seconds)
    }
  }

  private func read(_ data: Data) throws -> Int {
    let decoder = JSONDecoder()
    return switch answer {
    case .clips: try decoder.decode(PlainEnvelope<[PlainClip]>.self, from: data).data?.count ?? 0
    case .videos:
      try decoder.decode(PlainEnvelope<PlainPage>.self, from: data).data?.videos?.count ?? 0
    }
  }
}
