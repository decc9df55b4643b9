extension VisualSearch {
  /// A numbered folder of the account.
  public struct Folder: Sendable, Hashable, Codable, Identifiable {
    /// The number of the folder.
    public let folderID: Int64
    /// The name of the folder.
    public let folderName: String?

    /// Makes a folder, for tests and fakes.
    public init(folderID: Int64, folderName: String? = nil) {
      self.folderID = folderID
      self.folderName = folderName
    }

    /// The number of the folder.
    public var id: Int64 { folderID }

    /// The folder as the scope of uploads, lists and searches.
    public var scope: LibraryScope { .folder(folderID) }
  }
}

extension MemoriesRequest.Rules {
  /// Refuses a folder that is not one of the account's own.
  mutating func checkOwnFolder(_ folderID: Int64) {
    require(folderID > 0, "folderID", "\(folderID) is not the number of a folder of your own")
  }

  /// Refuses a folder name that is empty or too long.
  mutating func checkFolderName(_ name: String) {
    requireText(name, "name")
    limit(name, to: 100, "name")
  }
}
