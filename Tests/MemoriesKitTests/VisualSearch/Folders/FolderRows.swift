import MemoriesKit

// The folder operations: one JSON body, three forms and two queries.

extension OperationTable {
  static let listFolders = OperationSpecification(
    VisualSearch.ListFolders.self,
    OperationTraits("VisualSearch.ListFolders", .safe, rateGroup: .list),
    sends: [.init(.init(), .get(.visualSearch, "folders"))],
    bodies: ["folders/1"])

  static let createFolder = OperationSpecification(
    VisualSearch.CreateFolder.self,
    OperationTraits("VisualSearch.CreateFolder", .billed, rateGroup: .list),
    sends: [
      .init(
        .init(named: "my project & more"),
        .post(.visualSearch, "folders/create", .form([("name", "my project & more")])))
    ],
    limits: [
      .beyond("name") { $0.name = " " },
      .within { $0.name = String(repeating: "é", count: 100) },
      .beyond("name") { $0.name = String(repeating: "é", count: 101) },
    ],
    bodies: ["folders_create/1"])

  static let renameFolder = OperationSpecification(
    VisualSearch.RenameFolder.self,
    OperationTraits("VisualSearch.RenameFolder", .billed, rateGroup: .list),
    sends: [
      .init(
        .init(671_631_448_308_117_501, to: "new"),
        .post(
          .visualSearch, "folders/rename",
          .form([("folder_id", "671631448308117501"), ("new_name", "new")])))
    ],
    limits: [
      .beyond("folderID") { $0.folderID = 0 },
      .beyond("folderID") { $0.folderID = -1 },
      .within { $0.folderID = .max },
      .beyond("name") { $0.name = "" },
      .beyond("name") { $0.name = String(repeating: "x", count: 101) },
    ],
    bodies: ["folders_rename/1"])

  static let deleteFolder = OperationSpecification(
    VisualSearch.DeleteFolder.self,
    OperationTraits("VisualSearch.DeleteFolder", .billed, rateGroup: .list),
    sends: [
      .init(.init(7), .post(.visualSearch, "folders/delete", .form([("folder_id", "7")])))
    ],
    limits: [
      .beyond("folderID") { $0.folderID = 0 },
      .beyond("folderID") { $0.folderID = -1 },
      .beyond("folderID") { $0.folderID = -2 },
    ],
    bodies: ["folders_delete/1"])

  static let moveVideos = OperationSpecification(
    VisualSearch.MoveVideos.self,
    OperationTraits("VisualSearch.MoveVideos", .safe, rateGroup: .list),
    sends: [
      .init(
        .init(["VI2", "VI1"], to: -1),
        .post(
          .visualSearch, "folders/move", .json(#"{"folder_id":-1,"video_nos":["VI2","VI1"]}"#)))
    ],
    limits: [
      .beyond("videoNos") { $0.videoNos = [] },
      .within { $0.videoNos = (1...500).map { .init("VI\($0)") } },
      .beyond("videoNos") { $0.videoNos = (1...501).map { .init("VI\($0)") } },
      .beyond("videoNos") { $0.videoNos = [""] },
      .within { $0.folderID = 1 },
      .beyond("folderID") { $0.folderID = 0 },
      .beyond("folderID") { $0.folderID = -2 },
    ],
    bodies: ["folders_move/1"])

  static let listFolderVideos = OperationSpecification(
    VisualSearch.ListFolderVideos.self,
    OperationTraits("VisualSearch.ListFolderVideos", .safe, rateGroup: .list),
    sends: [
      .init(
        .init(-2),
        .get(.visualSearch, "folders/videos", query: [("folder_id", "-2"), ("page", "1")])),
      .init(
        paged,
        .get(
          .visualSearch, "folders/videos",
          query: [("folder_id", "7"), ("page", "3"), ("page_size", "50")])),
    ],
    limits: [
      .within { $0.folderID = -1 },
      .beyond("folderID") { $0.folderID = 0 },
      .beyond("folderID") { $0.folderID = -3 },
      .beyond("page") { $0.page = 0 },
      .beyond("pageSize") { $0.pageSize = 0 },
    ],
    bodies: ["folders_videos/1"])

  private static var paged: VisualSearch.ListFolderVideos {
    var list = VisualSearch.ListFolderVideos(7)
    list.page = 3
    list.pageSize = 50
    return list
  }
}
