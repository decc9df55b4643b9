/// Why a body that was posted is no callback and no notice.
public enum UnreadablePost: Error, Sendable, Hashable, CustomStringConvertible {
  /// It has more bytes than allowed.
  case tooLarge(limit: Int)
  /// It is not JSON.
  case notJSON(reason: String)
  /// It is JSON, but not an object.
  case notAnObject
  /// It names nothing that it could be about.
  case namesNothing

  /// The reason in words.
  public var description: String {
    switch self {
    case .tooLarge(let limit): "it has more than \(limit) bytes"
    case .notJSON(let reason): "it is not JSON: \(reason)"
    case .notAnObject: "it is not a JSON object"
    case .namesNothing: "it names neither a video nor a task"
    }
  }
}
