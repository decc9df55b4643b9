import Foundation
import MemoriesKit

extension OperationTable {
  static let getPostMetadata = OperationSpecification(
    VisualIntelligence.GetPostMetadata.self,
    OperationTraits("VisualIntelligence.GetPostMetadata", .billed, silence: .seconds(300)),
    sends: [
      .init(
        .init(address("https://www.youtube.com/watch?v=a"), on: .youTube, through: .rapid),
        .post(
          .visualIntelligence, "youtube/video/metadata",
          .json(#"{"channel":"rapid","video_url":"https://www.youtube.com/watch?v=a"}"#)))
    ]
      + [("tiktok", .tikTok), ("instagram", .instagram), ("twitter", .twitter)].map {
        (name: String, platform: VisualIntelligence.SocialPlatform) in
        .init(
          .init(address("https://a.b"), on: platform, through: .rapid),
          .post(
            .visualIntelligence, name + "/video/metadata",
            .json(#"{"channel":"rapid","video_url":"https://a.b"}"#)))
      },
    limits: [
      .beyond("post") { $0.post = address("file:///a") },
      .beyond("channel") { $0.channel = "" },
    ])

  static let getPostTranscript = OperationSpecification(
    VisualIntelligence.GetPostTranscript.self,
    OperationTraits("VisualIntelligence.GetPostTranscript", .billed, silence: .seconds(300)),
    sends: [
      .init(
        .init(address("https://www.youtube.com/watch?v=a"), on: .youTube, through: .memories),
        .post(
          .visualIntelligence, "youtube/video/transcript",
          .json(#"{"channel":"memories.ai","video_url":"https://www.youtube.com/watch?v=a"}"#)))
    ]
      + [("tiktok", .tikTok), ("instagram", .instagram), ("twitter", .twitter)].map {
        (name: String, platform: VisualIntelligence.SocialPlatform) in
        .init(
          .init(address("https://a.b"), on: platform, through: .memories),
          .post(
            .visualIntelligence, name + "/video/transcript",
            .json(#"{"channel":"memories.ai","video_url":"https://a.b"}"#)))
      },
    limits: [
      .beyond("post") { $0.post = address("file:///a") },
      .beyond("channel") { $0.channel = "" },
    ])

  static let transcribePost = OperationSpecification(
    VisualIntelligence.TranscribePost.self,
    OperationTraits("VisualIntelligence.TranscribePost", .billed),
    sends: [
      .init(
        .init(address("https://www.youtube.com/watch?v=a"), on: .youTube),
        .post(
          .visualIntelligence, "youtube/video/mai/transcript",
          .json(#"{"video_url":"https://www.youtube.com/watch?v=a"}"#)))
    ]
      + [("tiktok", .tikTok), ("instagram", .instagram), ("twitter", .twitter)].map {
        (name: String, platform: VisualIntelligence.SocialPlatform) in
        .init(
          .init(address("https://a.b"), on: platform),
          .post(
            .visualIntelligence, name + "/video/mai/transcript",
            .json(#"{"video_url":"https://a.b"}"#)))
      },
    limits: [
      .beyond("post") { $0.post = address("file:///a") }
    ])
}
