import Foundation

/// A local file could not be read, written or moved: the action, the path and the reason.
public struct FileFailure: Error, Sendable, Hashable, Codable {
  /// What this library was doing to the file.
  public let action: Action
  /// The path of the file or directory.
  public let path: String
  /// The cause, in a form that programs can compare.
  public let reason: Reason
  /// The `errno` of the system call that failed, if one did. Its meaning depends on the system.
  public let errorNumber: Int32?
  /// The failure in a sentence for a person, with the path.
  public let message: String

  /// Makes the failure of a system call.
  public init(_ action: Action, _ path: String, errorNumber: Int32) {
    self.action = action
    self.path = path
    self.reason = Reason(errorNumber: errorNumber)
    self.errorNumber = errorNumber
    // Stored as text, because another system may number its errors differently.
    self.message = Self.sentence(action, path, reason, errorNumber)
  }

  /// Makes a failure that no system call reported.
  public init(_ action: Action, _ path: String, _ reason: Reason) {
    self.action = action
    self.path = path
    self.reason = reason
    self.errorNumber = nil
    self.message = Self.sentence(action, path, reason)
  }
}

extension FileFailure: CustomStringConvertible, LocalizedError {
  /// The same text as ``message``, for example "the folder “/downloads” does not exist".
  public var description: String { message }

  /// The same text as ``message``.
  public var errorDescription: String? { message }
}

extension FileFailure {
  /// What this library was doing to a file. Later versions may add actions.
  public struct Action: RawRepresentable, Sendable, Hashable, Codable {
    /// The name of the action.
    public let rawValue: String

    /// Makes an action from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Opening a file.
    public static let open = Action(rawValue: "open")
    /// Asking for a file's kind, size or time of change.
    public static let inspect = Action(rawValue: "inspect")
    /// Reading a file's content.
    public static let read = Action(rawValue: "read")
    /// Writing a file's content.
    public static let write = Action(rawValue: "write")
    /// Moving a finished file to its name.
    public static let rename = Action(rawValue: "rename")
    /// Opening a directory; the path is that of the directory.
    public static let openDirectory = Action(rawValue: "openDirectory")
    /// Creating a directory; the path is that of the directory.
    public static let makeDirectory = Action(rawValue: "makeDirectory")
    /// Creating a file in a directory; the path is that of the directory.
    public static let create = Action(rawValue: "create")
    /// Removing a file.
    public static let remove = Action(rawValue: "remove")
  }

  /// Why a file could not be used. Later versions may add reasons, so a `switch` needs a default.
  public struct Reason: RawRepresentable, Sendable, Hashable, Codable {
    /// The name of the reason.
    public let rawValue: String

    /// Makes a reason from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// There is nothing at the path.
    public static let notFound = Reason(rawValue: "notFound")
    /// The system does not allow it.
    public static let notPermitted = Reason(rawValue: "notPermitted")
    /// The disk, or the user's share of it, is full.
    public static let noSpace = Reason(rawValue: "noSpace")
    /// Something exists at the path and must not be replaced.
    public static let alreadyExists = Reason(rawValue: "alreadyExists")
    /// The path is a directory where a file was expected.
    public static let isDirectory = Reason(rawValue: "isDirectory")
    /// The path, or a part of it, is not a directory although it must be one.
    public static let notDirectory = Reason(rawValue: "notDirectory")
    /// The path is a device, a pipe or a socket.
    public static let notRegularFile = Reason(rawValue: "notRegularFile")
    /// The URL does not name a local file.
    public static let notLocal = Reason(rawValue: "notLocal")
    /// The file changed while it was being sent, or between two attempts to send it.
    public static let changed = Reason(rawValue: "changed")
    /// The file is too large to count or to store.
    public static let tooLarge = Reason(rawValue: "tooLarge")
    /// The process, or the whole system, has no free file descriptor.
    public static let noDescriptors = Reason(rawValue: "noDescriptors")
    /// The file had been closed.
    public static let closed = Reason(rawValue: "closed")
    /// Another system error; see `errorNumber`.
    public static let system = Reason(rawValue: "system")
  }
}

extension FileFailure.Reason {
  fileprivate init(errorNumber: Int32) {
    switch errorNumber {
    case ENOENT: self = .notFound
    case EACCES, EPERM, EROFS: self = .notPermitted
    case ENOSPC, EDQUOT: self = .noSpace
    case EEXIST: self = .alreadyExists
    case EISDIR: self = .isDirectory
    case ENOTDIR: self = .notDirectory
    case EMFILE, ENFILE: self = .noDescriptors
    case EFBIG, EOVERFLOW: self = .tooLarge
    default: self = .system
    }
  }
}
