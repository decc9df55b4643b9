import Foundation

extension VisualIntelligence {
  /// A message of a conversation with a model.
  public struct ChatMessage: Sendable, Hashable, Codable {
    /// Who says it.
    public struct Role: ServiceIdentifier {
      /// The name as the service knows it.
      public let rawValue: String

      /// Makes a role from its text.
      public init(rawValue: String) {
        self.rawValue = rawValue
      }

      /// What the model is told to do in the whole conversation.
      public static let system: Role = "system"
      /// You.
      public static let user: Role = "user"
      /// The model.
      public static let assistant: Role = "assistant"
    }

    /// Who says it.
    public var role: Role
    /// What it consists of. It is always sent as a list, because the service takes no plain text from
    /// users.
    public var content: [ChatPart]

    /// Makes a message.
    public init(_ role: Role, _ content: [ChatPart]) {
      self.role = role
      self.content = content
    }

    /// Something that you say about videos or images.
    public static func user(_ text: String, _ media: ChatPart...) -> ChatMessage {
      ChatMessage(.user, [.text(text)] + media)
    }

    /// What the model is to do in the whole conversation.
    public static func system(_ text: String) -> ChatMessage {
      ChatMessage(.system, [.text(text)])
    }

    /// What the model has answered before.
    public static func assistant(_ text: String) -> ChatMessage {
      ChatMessage(.assistant, [.text(text)])
    }
  }

  /// A part of a message. The providers of the models know different ones.
  public enum ChatPart: Sendable, Hashable, Codable {
    /// Text.
    case text(String)
    /// A video or image for models of Gemini and Qwen: a public address, or Base64. The location of a
    /// Visual Search download is none, because that needs the key.
    case file(uri: String, mimeType: String)
    /// A video for models of Nova, at a public address.
    case videoURL(URL)
    /// An image for models of GPT, at a public address.
    case imageURL(URL)
    /// A part that is not described here, as the service takes it.
    case other(JSONValue)

    private struct Address: Codable { let url: URL }

    private enum CodingKeys: String, CodingKey {
      case type, text
      case fileURI = "file_uri"
      case mimeType = "mime_type"
      case videoURL = "video_url"
      case imageURL = "image_url"
    }

    /// Reads a part as it is sent.
    public init(from decoder: any Decoder) throws {
      let members = try decoder.container(keyedBy: CodingKeys.self)
      switch try members.decodeIfPresent(String.self, forKey: .type) {
      case "text":
        self = .text(try members.decode(String.self, forKey: .text))
      case "input_file":
        self = .file(
          uri: try members.decode(String.self, forKey: .fileURI),
          mimeType: try members.decode(String.self, forKey: .mimeType))
      case "video_url":
        self = .videoURL(try members.decode(Address.self, forKey: .videoURL).url)
      case "image_url":
        self = .imageURL(try members.decode(Address.self, forKey: .imageURL).url)
      default:
        self = .other(try JSONValue(from: decoder))
      }
    }

    /// Writes the part as it is sent.
    public func encode(to encoder: any Encoder) throws {
      if case .other(let json) = self { return try json.encode(to: encoder) }
      var members = encoder.container(keyedBy: CodingKeys.self)
      switch self {
      case .text(let text):
        try members.encode("text", forKey: .type)
        try members.encode(text, forKey: .text)
      case .file(let uri, let mimeType):
        try members.encode("input_file", forKey: .type)
        try members.encode(uri, forKey: .fileURI)
        try members.encode(mimeType, forKey: .mimeType)
      case .videoURL(let url):
        try members.encode("video_url", forKey: .type)
        try members.encode(Address(url: url), forKey: .videoURL)
      case .imageURL(let url):
        try members.encode("image_url", forKey: .type)
        try members.encode(Address(url: url), forKey: .imageURL)
      case .other: break
      }
    }
  }
}
