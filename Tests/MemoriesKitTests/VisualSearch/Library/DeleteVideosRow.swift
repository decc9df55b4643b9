import MemoriesKit

extension OperationTable {
  static let deleteVideos = OperationSpecification(
    VisualSearch.DeleteVideos.self,
    OperationTraits("VisualSearch.DeleteVideos", .safe, rateGroup: .list),
    sends: [
      .init(.init(["VI1"]), .post(.visualSearch, "delete_videos", .json(#"["VI1"]"#))),
      .init(
        .init(["VI2", "VI1"], scope: .uniqueID("a b&c")),
        .post(
          .visualSearch, "delete_videos", .json(#"["VI2","VI1"]"#), query: [("unique_id", "a b&c")],
          encoded: "unique_id=a%20b%26c")),
    ],
    limits: [
      .beyond("videoNos") { $0.videoNos = [] },
      .within { $0.videoNos = (1...100).map { .init("VI\($0)") } },
      .beyond("videoNos") { $0.videoNos = (1...101).map { .init("VI\($0)") } },
      .beyond("videoNos") { $0.videoNos = ["VI1", " "] },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .folder(7) },
    ],
    bodies: ["delete_videos/2"])
}
