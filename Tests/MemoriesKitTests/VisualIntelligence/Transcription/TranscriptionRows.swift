import Foundation
import MemoriesKit

extension OperationTable {
  static let transcribeAudio = OperationSpecification(
    VisualIntelligence.TranscribeAudio.self,
    OperationTraits("VisualIntelligence.TranscribeAudio", .billed, silence: .seconds(600)),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/sync-generate-audio", .json(#"{"asset_id":"re_1"}"#))
      ),
      .init(
        changed(VisualIntelligence.TranscribeAudio("re_1")) {
          $0.model = .whisper1
          $0.tellsSpeakers = true
        },
        .post(
          .visualIntelligence, "transcriptions/sync-generate-audio",
          .json(#"{"asset_id":"re_1","model":"whisper-1","speaker":true}"#))),
    ],
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("model") { $0.model = "" },
    ],
    bodies: [
      "transcriptions_sync_generate_audio/1", .refusal("v2_error/1", .refused),
      .refusal("v2_error/2", .refused), .refusal("v2_error/3", .refused),
      .refusal("v2_error/5", .rateLimited),
    ])

  static let transcribeAudioLater = OperationSpecification(
    VisualIntelligence.TranscribeAudioLater.self,
    OperationTraits("VisualIntelligence.TranscribeAudioLater", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/async-generate-audio", .json(#"{"asset_id":"re_1"}"#)
        )),
      .init(
        changed(VisualIntelligence.TranscribeAudioLater("re_1")) {
          $0.model = .whisper1
          $0.tellsSpeakers = true
        },
        .post(
          .visualIntelligence, "transcriptions/async-generate-audio",
          .json(#"{"asset_id":"re_1","model":"whisper-1","speaker":true}"#))),
    ],
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("model") { $0.model = "" },
    ], bodies: ["transcriptions_async_generate_audio/1", .refusal("v2_error/4", .noWebhook)])

  static let tellSpeakers = OperationSpecification(
    VisualIntelligence.TellSpeakers.self,
    OperationTraits("VisualIntelligence.TellSpeakers", .billed, silence: .seconds(600)),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/sync-generate-speaker",
          .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }],
    bodies: ["transcriptions_sync_generate_speaker/1"])

  static let tellSpeakersLater = OperationSpecification(
    VisualIntelligence.TellSpeakersLater.self,
    OperationTraits("VisualIntelligence.TellSpeakersLater", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/async-generate-speaker",
          .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }],
    bodies: ["transcriptions_async_generate_speaker/1"])

  static let recognizeSpeakers = OperationSpecification(
    VisualIntelligence.RecognizeSpeakers.self,
    OperationTraits("VisualIntelligence.RecognizeSpeakers", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/async-generate-multi-speaker",
          .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }])

  static let summarizeVideo = OperationSpecification(
    VisualIntelligence.SummarizeVideo.self,
    OperationTraits("VisualIntelligence.SummarizeVideo", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(.visualIntelligence, "transcriptions/async-summary", .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }])

  static let describeFrames = OperationSpecification(
    VisualIntelligence.DescribeFrames.self,
    OperationTraits("VisualIntelligence.DescribeFrames", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "transcriptions/async-generate-video",
          .json(#"{"asset_id":"re_1","model":"gemini-2.5-flash"}"#)))
    ],
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("model") { $0.model = "" },
    ])

  static let speechToText = OperationSpecification(
    VisualIntelligence.SpeechToText.self,
    OperationTraits("VisualIntelligence.SpeechToText", .billed, silence: .seconds(600)),
    sends: [
      .init(
        .init(.asset("re_1"), with: .elevenLabs),
        .post(
          .visualIntelligence, "transcriptions/speech-to-text",
          .json(#"{"asset_id":"re_1","provider":"elevenlabs"}"#))),
      .init(
        changed(
          VisualIntelligence.SpeechToText(
            .url(address("https://example.com/a.mp3")), with: .assemblyAI)
        ) {
          $0.languageCode = "en"
          $0.options = ["speaker_labels": true, "speakers_expected": 2]
        },
        .post(
          .visualIntelligence, "transcriptions/speech-to-text",
          .json(
            #"{"language_code":"en","provider":"assemblyai","speaker_labels":true,"speakers_expected":2,"url":"https://example.com/a.mp3"}"#
          ))),
      .init(
        .init(.sourceURL(address("gs://bucket/a.mp3")), with: .elevenLabs),
        .post(
          .visualIntelligence, "transcriptions/speech-to-text",
          .json(#"{"provider":"elevenlabs","source_url":"gs://bucket/a.mp3"}"#))),
    ],
    limits: [
      .beyond("source") { $0.source = .asset("") },
      .beyond("source") { $0.source = .url(address("gs://bucket/a.mp3")) },
      .beyond("source") { $0.source = .sourceURL(address("ftp://host/a.mp3")) },
      .within { $0.source = .sourceURL(address("https://host/a.mp3")) },
      .beyond("provider") { $0.provider = "" },
      .beyond("options") { $0.options = ["asset_id": "re_2"] },
    ])
}
