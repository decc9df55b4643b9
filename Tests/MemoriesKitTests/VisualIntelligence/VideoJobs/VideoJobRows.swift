import MemoriesKit

extension OperationTable {
  static let extractFrames = OperationSpecification(
    VisualIntelligence.ExtractFrames.self,
    OperationTraits("VisualIntelligence.ExtractFrames", .billed),
    sends: [
      .init(
        .init("re_1"),
        .post(.visualIntelligence, "video/extract-frames", .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }])

  static let findScenes = OperationSpecification(
    VisualIntelligence.FindScenes.self, OperationTraits("VisualIntelligence.FindScenes", .billed),
    sends: [
      .init(.init("re_1"), .post(.visualIntelligence, "video/clip", .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }])

  static let splitVideo = OperationSpecification(
    VisualIntelligence.SplitVideo.self, OperationTraits("VisualIntelligence.SplitVideo", .billed),
    sends: [
      .init(
        .init("re_1"), .post(.visualIntelligence, "video/split", .json(#"{"asset_id":"re_1"}"#)))
    ],
    limits: [.beyond("assetID") { $0.assetID = "" }])

  static let editVideo = OperationSpecification(
    VisualIntelligence.EditVideo.self, OperationTraits("VisualIntelligence.EditVideo", .billed),
    sends: [
      .init(
        .init(["re_1"], "the best"),
        .post(
          .visualIntelligence, "video/edit",
          .json(#"{"asset_ids":["re_1"],"orientation":"landscape","user_prompt":"the best"}"#))),
      .init(
        .init(["re_1", "re_2"], "a trailer", orientation: .portrait),
        .post(
          .visualIntelligence, "video/edit",
          .json(
            #"{"asset_ids":["re_1","re_2"],"orientation":"portrait","user_prompt":"a trailer"}"#))),
    ],
    limits: [
      .beyond("assetIDs") { $0.assetIDs = [] },
      .beyond("assetIDs[1]") { $0.assetIDs = ["re_1", ""] },
      .beyond("prompt") { $0.prompt = " " },
    ])
}
