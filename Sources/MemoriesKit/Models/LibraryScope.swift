/// The part of the library that a request is about.
///
/// The service is moving from named scopes to numbered folders, and both may be in use. The client
/// sends a scope only if you set one. A wrong scope is no error to the service: lists and searches
/// return nothing, and deletions do nothing.
///
/// Folders are for uploads and lists. A request about a single video takes none, because its number
/// is enough, and the client refuses one before it sends anything.
public enum LibraryScope: Sendable, Hashable, Codable {
  /// A named scope (`unique_id`). The service creates it on first use.
  case uniqueID(String)
  /// A numbered folder (`folder_id`) of the account: -1 is the ``defaultFolder``, -2 the read-only
  /// legacy folder.
  case folder(Int64)

  /// The account's default folder.
  public static let defaultFolder = LibraryScope.folder(-1)

  /// The name of the request field for the scope.
  var fieldName: String {
    switch self {
    case .uniqueID: "unique_id"
    case .folder: "folder_id"
    }
  }

  /// The value of that field.
  var fieldValue: String {
    switch self {
    case .uniqueID(let name): name
    case .folder(let number): String(number)
    }
  }
}
