/// The part of the library that a request is about. Two versions of the documentation name it in
/// two ways, and a request must not use both.
enum Scope: Hashable {
  case uniqueID(String)
  case folder(Int64)

  static let standard = Scope.uniqueID("default")
  /// The legacy folder: it exists, is empty, and takes no uploads.
  static let legacy = Scope.folder(-2)

  /// Reads the scope of a request; nil if it has none. Operations without folders ignore
  /// `folder_id`, like any unknown parameter.
  init?(uniqueID: String? = nil, folderID: String? = nil) throws {
    switch (uniqueID, folderID) {
    case (nil, nil): return nil
    case (let text?, nil):
      guard !text.isEmpty else { throw Problem.invalid("unique_id must not be empty") }
      self = .uniqueID(text)
    case (nil, let text?):
      guard let number = Int64(text), number > 0 || [-1, -2].contains(number) else {
        throw Problem.unknownFolder
      }
      self = number == -1 ? .standard : .folder(number)
    default:
      throw Problem.invalid("unique_id and folder_id exclude each other")
    }
  }
}

extension Scope? {
  /// Whether a request with this scope sees a video. Without a scope it sees the default namespace,
  /// and the folders, because endpoints for single videos have no folder parameter.
  func includes(_ scope: Scope) -> Bool {
    switch (self, scope) {
    case (nil, .folder), (nil, .standard): true
    default: self == scope
    }
  }
}
