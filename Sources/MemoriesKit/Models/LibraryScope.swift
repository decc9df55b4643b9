/// The part of an account's library that a request is about.
///
/// The service is moving from named scopes to numbered folders, and both forms may be in use.
/// Nothing is sent unless a scope is set. A wrong scope is no error to the service: lists and
/// searches come back empty, and deletions do nothing.
///
/// Folders are for uploads and lists. Requests about a single video take no folder, and refuse one
/// before anything is sent: its number is enough.
public enum LibraryScope: Sendable, Hashable, Codable {
  /// A named scope (`unique_id`); created by the service on first use.
  case uniqueID(String)
  /// A numbered folder (`folder_id`) of the account; -1 is the ``defaultFolder``, and -2 the legacy
  /// one, which can only be read.
  case folder(Int64)

  /// The account's default folder.
  public static let defaultFolder = LibraryScope.folder(-1)

  /// The name under which a request carries the scope.
  var fieldName: String {
    switch self {
    case .uniqueID: "unique_id"
    case .folder: "folder_id"
    }
  }

  /// The value as text.
  var fieldValue: String {
    switch self {
    case .uniqueID(let name): name
    case .folder(let number): String(number)
    }
  }
}
