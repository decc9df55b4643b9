import Foundation
import MemoriesKit

extension OperationTable {
  static let chatAboutVideo = OperationSpecification(
    VisualIntelligence.ChatAboutVideo.self,
    OperationTraits("VisualIntelligence.ChatAboutVideo", .billed, silence: .seconds(300)),
    sends: [
      .init(
        .init([.user("Who?")]),
        .post(
          .visualIntelligence, "vu/chat/completions",
          .json(
            #"{"messages":[{"content":[{"text":"Who?","type":"text"}],"role":"user"}],"model":"gemini:gemini-2.5-flash"}"#
          ))),
      .init(
        changed(
          VisualIntelligence.ChatAboutVideo(
            [
              .system("Be short."),
              .user("What?", .file(uri: "https://a.b/c.mp4", mimeType: "video/mp4")),
              .assistant("A cat."), .user("And?", .videoURL(address("https://a.b/d.mp4"))),
            ], model: .qwenChat)
        ) {
          $0.settings.temperature = 0
          $0.settings.maxTokens = 5
          $0.settings.topP = 0.5
          $0.settings.frequencyPenalty = 1
          $0.settings.presencePenalty = -1
          $0.settings.n = 2
          $0.settings.stop = ["."]
          $0.settings.options = .qwen(
            enablesThinking: true, thinkingBudget: 9, responseFormat: ["type": "json_object"])
        },
        .post(
          .visualIntelligence, "vu/chat/completions",
          .json(
            #"{"extra_body":{"metadata":{"enable_thinking":true,"response_format":{"type":"json_object"},"thinking_budget":9}},"frequency_penalty":1,"max_tokens":5,"messages":[{"content":[{"text":"Be short.","type":"text"}],"role":"system"},{"content":[{"text":"What?","type":"text"},{"file_uri":"https://a.b/c.mp4","mime_type":"video/mp4","type":"input_file"}],"role":"user"},{"content":[{"text":"A cat.","type":"text"}],"role":"assistant"},{"content":[{"text":"And?","type":"text"},{"type":"video_url","video_url":{"url":"https://a.b/d.mp4"}}],"role":"user"}],"model":"qwen:qwen3-vl-plus","n":2,"presence_penalty":-1,"stop":["."],"temperature":0,"top_p":0.5}"#
          ))),
      .init(
        changed(VisualIntelligence.ChatAboutVideo([.user("Who?")])) {
          $0.settings.options = .gemini(
            thinkingBudget: 0, responseMIMEType: "application/json",
            responseSchema: ["type": "OBJECT"])
        },
        .post(
          .visualIntelligence, "vu/chat/completions",
          .json(
            #"{"extra_body":{"metadata":{"responseSchema":{"type":"OBJECT"},"response_mime_type":"application/json","thinking_config":{"thinking_budget":0}}},"messages":[{"content":[{"text":"Who?","type":"text"}],"role":"user"}],"model":"gemini:gemini-2.5-flash"}"#
          ))),
    ],
    limits: chatLimits(VisualIntelligence.ChatAboutVideo.self, \.model, \.messages, \.settings) + [
      .beyond("model") { $0.model = .gptChat }
    ],
    bodies: [.bare("vu_chat_completions/1")])

  static let chatAboutImage = OperationSpecification(
    VisualIntelligence.ChatAboutImage.self,
    OperationTraits("VisualIntelligence.ChatAboutImage", .billed, silence: .seconds(300)),
    sends: [
      .init(
        .init([.user("Who?")]),
        .post(
          .visualIntelligence, "iu/chat/completions",
          .json(
            #"{"messages":[{"content":[{"text":"Who?","type":"text"}],"role":"user"}],"model":"gemini:gemini-2.5-flash"}"#
          ))),
      .init(
        changed(
          VisualIntelligence.ChatAboutImage(
            [.user("Who?", .imageURL(address("https://a.b/c.png")), .other(["type": "x"]))],
            model: .gptChat)
        ) { $0.settings.options = .gpt(responseFormat: ["type": "json_object"]) },
        .post(
          .visualIntelligence, "iu/chat/completions",
          .json(
            #"{"messages":[{"content":[{"text":"Who?","type":"text"},{"image_url":{"url":"https://a.b/c.png"},"type":"image_url"},{"type":"x"}],"role":"user"}],"model":"gpt:gpt-4o","response_format":{"type":"json_object"}}"#
          ))),
      .init(
        changed(VisualIntelligence.ChatAboutImage([.user("Who?")])) {
          $0.settings.options = .other(["a": 1])
        },
        .post(
          .visualIntelligence, "iu/chat/completions",
          .json(
            #"{"extra_body":{"metadata":{"a":1}},"messages":[{"content":[{"text":"Who?","type":"text"}],"role":"user"}],"model":"gemini:gemini-2.5-flash"}"#
          ))),
    ],
    limits: chatLimits(VisualIntelligence.ChatAboutImage.self, \.model, \.messages, \.settings),
    bodies: [.bare("iu_chat_completions/1"), .bare("iu_chat_completions/2")])

  private static func chatLimits<Chat: MemoriesOperation & Codable & Hashable>(
    _: Chat.Type, _ model: WritableKeyPath<Chat, VisualIntelligence.Model> & Sendable,
    _ messages: WritableKeyPath<Chat, [VisualIntelligence.ChatMessage]> & Sendable,
    _ settings: WritableKeyPath<Chat, VisualIntelligence.ChatSettings> & Sendable
  ) -> [OperationSpecification<Chat>.Limit] {
    [
      .beyond("model") { $0[keyPath: model] = "gemini-2.5-flash" },
      .beyond("model") { $0[keyPath: model] = ":a" },
      .beyond("messages") { $0[keyPath: messages] = [] },
      .beyond("messages[0]") { $0[keyPath: messages] = [.init(.user, [])] },
      .beyond("messages[1]") { $0[keyPath: messages] = [.user("a"), .user(" ")] },
      .beyond("messages[0]", "messages[0]") {
        $0[keyPath: messages] = [.user("a", .file(uri: "", mimeType: ""))]
      },
      .within { $0[keyPath: settings].temperature = 2 },
      .beyond("settings.temperature") { $0[keyPath: settings].temperature = 2.1 },
      .beyond("settings.temperature") { $0[keyPath: settings].temperature = .nan },
      .beyond("settings.maxTokens") { $0[keyPath: settings].maxTokens = 0 },
      .beyond("settings.n") { $0[keyPath: settings].n = 0 },
      .beyond("settings.topP") { $0[keyPath: settings].topP = .infinity },
    ]
  }
}
