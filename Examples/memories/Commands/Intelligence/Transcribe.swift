import MemoriesKit
import Terminal

/// `memories transcribe`: writes down what is said in an asset.
struct TranscribeCommand: Command {
  static let syntax = Syntax(
    name: "transcribe", summary: "Writes down what is said in an asset, or who speaks when.",
    operands: ["ASSET_ID"], options: [speakers, onlySpeakers, model],
    remarks: "Billed by the second, and twice as much with --speakers.")

  private static let speakers = Option(
    name: "speakers", summary: "Tells who speaks, beside what is said.")
  private static let onlySpeakers = Option(
    name: "only-speakers", summary: "Tells who speaks, but not what is said.")
  private static let model = Option(
    name: "model", placeholder: "NAME", summary: "The model; whisper-1 unless given.")

  private enum Request {
    case text(VisualIntelligence.TranscribeAudio)
    case speakers(VisualIntelligence.TellSpeakers)
  }

  private let request: Request

  init(_ arguments: Arguments) throws {
    let assetID = VisualIntelligence.AssetID(arguments.operands[0])
    if arguments.has(Self.onlySpeakers) {
      try arguments.requireAtMostOne(Self.onlySpeakers, Self.speakers)
      try arguments.requireAtMostOne(Self.onlySpeakers, Self.model)
      request = .speakers(VisualIntelligence.TellSpeakers(assetID))
    } else {
      var transcription = VisualIntelligence.TranscribeAudio(assetID)
      transcription.tellsSpeakers = arguments.has(Self.speakers) ? true : nil
      transcription.model = arguments.value(Self.model).map { VisualIntelligence.Model($0) }
      request = .text(transcription)
    }
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    let spoken =
      switch request {
      case .text(let request): try await client.send(request)
      case .speakers(let request): try await client.send(request)
      }
    try context.output.show(billed: spoken, Lines.table(spoken.segments.map(\.cells)))
  }
}

extension VisualIntelligence.SpokenText.Segment {
  fileprivate var cells: [String] {
    [Lines.span(startTime, endTime), speaker ?? "", text ?? ""].filter { !$0.isEmpty }
  }
}
