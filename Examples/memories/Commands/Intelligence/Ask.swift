import Foundation
import MemoriesKit
import Terminal

/// `memories ask`: asks a model about videos or images.
struct AskCommand: Command {
  static let syntax = Syntax(
    name: "ask", summary: "Asks a model about videos or images.",
    operands: ["QUESTION", "URL_OR_ASSET_ID"], repeatsLastOperand: true,
    options: [model, image, type, system, limit],
    remarks: """
      A URL must be public, because the model's provider fetches it. An asset is downloaded, which is
      billed, and sent inside the question; it may have 20 MB. The answer is billed by the token.
      """)

  private static let model = Option(
    name: "model", placeholder: "PROVIDER:NAME",
    summary: "The model; gemini:gemini-2.5-flash unless given.")
  private static let image = Option(
    name: "images", summary: "Asks about images; gpt: models know only those.")
  private static let type = Option(
    name: "type", placeholder: "MIME",
    summary: "The type of the files, where the URL does not tell.")
  private static let system = Option(
    name: "system", placeholder: "TEXT", summary: "What the model is told to do in general.")
  private static let limit = Option(
    name: "max-tokens", placeholder: "N", summary: "The longest answer.")

  private enum Medium {
    case url(URL, mimeType: String)
    case asset(VisualIntelligence.AssetID)
  }

  private let question: String
  private let media: [Medium]
  private let model: VisualIntelligence.Model
  private let isAboutImages: Bool
  private let system: String?
  private var settings = VisualIntelligence.ChatSettings()

  init(_ arguments: Arguments) throws {
    question = arguments.operands[0]
    model = arguments.value(Self.model).map { VisualIntelligence.Model($0) } ?? .geminiChat
    isAboutImages = arguments.has(Self.image)
    system = arguments.value(Self.system)
    settings.maxTokens = try arguments.number(Self.limit)
    let type = arguments.value(Self.type)
    media = try arguments.operands.dropFirst().map { operand in
      guard let url = URL(web: operand) else {
        return .asset(VisualIntelligence.AssetID(operand))
      }
      guard let mimeType = type ?? Self.types[url.pathExtension.lowercased()] else {
        throw arguments.error("the type of \(operand) is not known; give it with --type")
      }
      return .url(url, mimeType: mimeType)
    }
  }

  private static let types = [
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "mkv": "video/x-matroska",
    "avi": "video/x-msvideo", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
    "gif": "image/gif", "webp": "image/webp", "mp3": "audio/mpeg", "wav": "audio/wav",
  ]

  func run(in context: Context) async throws {
    let client = try context.client()
    var content: [VisualIntelligence.ChatPart] = [.text(question)]
    for medium in media { content.append(try await part(medium, client)) }
    var messages = [VisualIntelligence.ChatMessage(.user, content)]
    if let system { messages.insert(.system(system), at: 0) }
    let answer = try await answer(to: messages, client)
    try context.output.show(billed: answer, Lines.paragraphs(answer.text ?? ""))
  }

  private func answer(
    to messages: [VisualIntelligence.ChatMessage], _ client: MemoriesClient
  ) async throws -> VisualIntelligence.ChatAnswer {
    if isAboutImages {
      var chat = VisualIntelligence.ChatAboutImage(messages, model: model)
      chat.settings = settings
      return try await client.send(chat)
    }
    var chat = VisualIntelligence.ChatAboutVideo(messages, model: model)
    chat.settings = settings
    return try await client.send(chat)
  }

  /// The medium in the form that the model's provider takes.
  private func part(
    _ medium: Medium, _ client: MemoriesClient
  ) async throws -> VisualIntelligence.ChatPart {
    switch medium {
    case .url(let url, let mimeType):
      switch model.rawValue.split(separator: ":").first {
      case "nova": return .videoURL(url)
      case "gpt": return .imageURL(url)
      default: return .file(uri: url.absoluteString, mimeType: mimeType)
      }
    case .asset(let assetID):
      let chunks = try await client.chunks(
        of: VisualIntelligence.DownloadAsset(assetID), maximumByteCount: 20 << 20)
      let type = chunks.contentType ?? "video/mp4"
      var data = Data()
      for try await chunk in chunks { data += chunk }
      return .file(uri: data.base64EncodedString(), mimeType: type)
    }
  }
}
