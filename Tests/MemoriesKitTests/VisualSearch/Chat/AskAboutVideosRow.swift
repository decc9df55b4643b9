import MemoriesKit

extension OperationTable {
  static let askAboutVideos = OperationSpecification(
    VisualSearch.AskAboutVideos.self,
    OperationTraits("VisualSearch.AskAboutVideos", .billed, rateGroup: .chat),
    sends: [
      .init(
        .init("Who wins?", in: ["VI1"]),
        .post(.visualSearch, "chat", .json(#"{"prompt":"Who wins?","video_nos":["VI1"]}"#))),
      .init(
        .init("And then?", in: ["VI1", "VI2"], sessionID: "s"),
        .post(
          .visualSearch, "chat",
          .json(#"{"prompt":"And then?","session_id":"s","video_nos":["VI1","VI2"]}"#))),
    ],
    limits: [
      .beyond("prompt") { $0.prompt = "\n" },
      .beyond("videoNos") { $0.videoNos = [] },
      .beyond("videoNos") { $0.videoNos = [" "] },
    ],
    bodies: ["chat/3"])
}
