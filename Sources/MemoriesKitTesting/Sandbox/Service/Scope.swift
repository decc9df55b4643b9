/// The part of the library that a request means. Two generations of the documentation name it in
/// two ways, and a request must not use both.
enum Scope: Hashable {
  case uniqueID(String)
  case folder(Int64)

  static let standard = Scope.uniqueID("default")

  /// Reads the scope of a request, or nil if it names none.
  init?(uniqueID: String?, folderID: String?) throws {
    switch (uniqueID, folderID) {
    case (nil, nil): return nil
    case (let text?, nil):
      guard !text.isEmpty else { throw Problem.invalid("unique_id must not be empty") }
      self = .uniqueID(text)
    case (nil, let text?):
      guard let number = Int64(text), number > 0 || number == -1 else {
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
