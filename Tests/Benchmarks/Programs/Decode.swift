import Foundation
import MemoriesKit

/// Reads a large answer as a client does with what came over the wire.
struct DecodeWithMemoriesKit: Program {
  let answer: LargeAnswer
  let repetitions: Int

  func run() throws -> [Double] {
    try answer.speeds(repetitions: repetitions) { data in
      switch answer {
      case .clips: try Self.read(data, as: [VisualSearch.SearchClipsByImage.Clip].self).count
      case .videos:
        try Self.read(data, as: VisualSearch.ListVideos.Output.self).videos?.count ?? 0
      }
    }
  }

  private static func read<Value: Decodable & Sendable>(
    _ data: Data, as type: Value.Type
  ) throws -> Value {
    let answer = try AnswerReading.answer(
      in: data, status: 200, contentType: "application/json")
    return try AnswerFormat<Value>.envelope.envelope(of: answer, drift: DriftLog()).result.get()
  }
}

/// Reads it with `JSONDecoder`.
struct DecodeWithFoundation: Program {
  let answer: LargeAnswer
  let repetitions: Int

  func run() throws -> [Double] {
    try answer.speeds(repetitions: repetitions) { data in
      let decoder = JSONDecoder()
      return switch answer {
      case .clips: try decoder.decode(PlainEnvelope<[PlainClip]>.self, from: data).data?.count ?? 0
      case .videos:
        try decoder.decode(PlainEnvelope<PlainPage>.self, from: data).data?.videos?.count ?? 0
      }
    }
  }
}
