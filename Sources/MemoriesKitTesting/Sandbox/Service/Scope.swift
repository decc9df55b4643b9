/// The part of the library that a request means. Two generations of the documentation name it in
/// two ways, and a request must not use both.
enum Scope: Hashable {
  case uniqueID(String)
  case folder(Int64)

  static let standard = Scope.uniqueID("default")
  /// A folder that is there, is empty, and cannot be uploaded to.
  static let legacy = Scope.folder(-2)

  /// Reads the scope of a request, or nil if it names none. Where an operation knows no folders,
  /// `folder_id` is passed over like any parameter that does not exist.
  init?(uniqueID: String?, folderID: String? = nil) throws {
    switch (uniqueID, folderID) {
    case (nil, nil): return nil
    case (let text?, nil):
      guard !text.isEmpty else { throw Problem.invalid("unique_id must not be empty") }
      self = .uniqueID(text)
    case (nil, let text?):
      guard let number = Int64(text), number > 0 || [-1, -2].contains(number) else {
        throw Problem.invalid("folder_id is not a folder of the account")
      }
      self = number == -1 ? .standard : .folder(number)
    default:
      throw Problem.invalid("unique_id and folder_id exclude each other")
    }
  }
}

extension Scope? {
  /// Whether a request of this scope sees a video. Without a scope it sees the default namespace,
  /// and the folders, which the endpoints for single videos could not name.
  func includes(_ scope: Scope) -> Bool {
    switch (self, scope) {
    case (nil, .folder), (nil, .standard): true
    default: self == scope
    }
  }
}
