import MemoriesKit

extension Service {
  func listFolders() -> Sandbox.Answer {
    Sandbox.Product.visualSearch.success(["folders": .array(library.folders.map(\.json))])
  }

  mutating func createFolder(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let folder = addFolder(named: try folderName(Form(urlencoded: request), "name"))
    return Sandbox.Product.visualSearch.success(folder.json)
  }

  mutating func addFolder(named name: String) -> Folder {
    let folder = Folder(
      folderID: Int64(library.makeNumber(first: 671_631_448_308_117_500)), name: name)
    library.folders.append(folder)
    return folder
  }

  mutating func renameFolder(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let form = try Form(urlencoded: request)
    let index = try ownFolder(form)
    library.folders[index].name = try folderName(form, "new_name")
    return Sandbox.Product.visualSearch.success(library.folders[index].json)
  }

  mutating func deleteFolder(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let index = try ownFolder(Form(urlencoded: request))
    let scope = Scope.folder(library.folders[index].folderID)
    let isUsed = library.videos.contains { $0.scope == scope && $0.indexing.status == .succeeded }
    guard !isUsed else { throw Problem.invalid("The folder contains parsed videos") }
    library.folders.remove(at: index)
    // Nothing documents what becomes of the other videos.
    for index in library.videos.indices where library.videos[index].scope == scope {
      library.videos[index].scope = .standard
    }
    return Sandbox.Product.visualSearch.success(.null)
  }

  mutating func moveVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let videoNos = try body.texts("video_nos"), (1...500).contains(videoNos.count) else {
      throw Problem.invalid("video_nos must have 1 to 500 items")
    }
    guard let scope = try Scope(folderID: body.integer("folder_id").map { String($0) }),
      scope != .legacy
    else { throw Problem.unknownFolder }
    try requireFolder(scope)
    for index in library.videos.indices
    where !library.videos[index].isPublic && videoNos.contains(library.videos[index].videoNo) {
      library.videos[index].scope = scope
    }
    return Sandbox.Product.visualSearch.success(.null)
  }

  mutating func listFolderVideos(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    guard let scope = try Scope(folderID: request.requiredText("folder_id")) else {
      throw Problem.invalid("folder_id cannot be null or empty")
    }
    try requireFolder(scope)
    let list = VideoList(
      folder: scope, page: try request.number("page", default: 1),
      size: try request.number("page_size", default: 20))
    return answer(with: list)
  }

  /// Refuses a folder that the account has not.
  func requireFolder(_ scope: Scope?) throws {
    guard case .folder(let number)? = scope, scope != .legacy else { return }
    guard library.folders.contains(where: { $0.folderID == number }) else {
      throw Problem.unknownFolder
    }
  }

  private func ownFolder(_ form: Form) throws -> Int {
    let number = try form.folderID()
    guard let index = library.folders.firstIndex(where: { $0.folderID == number }) else {
      throw Problem.unknownFolder
    }
    return index
  }

  private func folderName(_ form: Form, _ field: String) throws -> String {
    guard let name = try form.text(field, limit: 100), !name.isEmpty else {
      throw Problem.invalid("\(field) cannot be null or empty")
    }
    guard !library.folders.contains(where: { $0.name == name }) else {
      throw Problem.invalid("The folder name exists already")
    }
    return name
  }
}
