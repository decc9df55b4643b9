import MemoriesKit

extension OperationTable {
  static let getTranscript = OperationSpecification(
    VisualSearch.GetTranscript.self,
    OperationTraits("VisualSearch.GetTranscript", .billed, rateGroup: .transcript),
    sends: [
      .init(.init("VI1"), video("get_audio_transcription", ("video_no", "VI1"))),
      .init(
        .init("VI1", scope: .uniqueID("team")),
        video("get_audio_transcription", ("video_no", "VI1"), ("unique_id", "team"))),
    ],
    limits: [
      .beyond("videoNo") { $0.videoNo = "" },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .folder(7) },
    ],
    bodies: ["get_audio_transcription/3", "get_audio_transcription/4"])

  static let getCaptions = OperationSpecification(
    VisualSearch.GetCaptions.self,
    OperationTraits("VisualSearch.GetCaptions", .billed, rateGroup: .transcript),
    sends: [
      .init(.init("VI1"), video("get_video_caption", ("video_no", "VI1"))),
      .init(
        .init("VI1", scope: .uniqueID("team")),
        video("get_video_caption", ("video_no", "VI1"), ("unique_id", "team"))),
    ],
    limits: [
      .beyond("videoNo") { $0.videoNo = "" },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .folder(7) },
    ],
    // The last is what the older documentation had under the name `get_video_transcription`.
    bodies: ["get_video_caption/1", "get_video_transcription/2"])

  private static func video(
    _ path: String, _ query: DocumentedRequest.Field...
  ) -> DocumentedRequest {
    .get(.visualSearch, path, query: query)
  }
}
