import Foundation

/// A local file could not be read, written or moved: what was tried, on which path, and why not.
public struct FileFailure: Error, Sendable, Hashable, Codable {
  /// What was being done to the file.
  public let action: Action
  /// The path that it was done to.
  public let path: String
  /// The cause, in a form that a program can compare.
  public let reason: Reason
  /// The system's `errno`, when a system call failed; its meaning belongs to the machine it is from.
  public let errorNumber: Int32?
  /// What went wrong, in a sentence for a person; the path is in it.
  public let message: String

  /// A failed system call.
  public init(_ action: Action, _ path: String, errorNumber: Int32) {
    self.action = action
    self.path = path
    self.reason = Reason(errorNumber: errorNumber)
    self.errorNumber = errorNumber
    // Kept as text, because a failure may be read on a system that numbers its errors otherwise.
    self.message = Self.sentence(action, path, reason, errorNumber)
  }

  /// A failure that no system call reports.
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
  /// What was being done to a file. More may be added.
  public struct Action: RawRepresentable, Sendable, Hashable, Codable {
    /// The name of the action.
    public let rawValue: String

    /// An action by its name.
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
    /// Opening a directory, which is what the path names.
    public static let openDirectory = Action(rawValue: "openDirectory")
    /// Making a directory, which is what the path names.
    public static let makeDirectory = Action(rawValue: "makeDirectory")
    /// Making a file in a directory, which is what the path names.
    public static let create = Action(rawValue: "create")
  }

  /// Why a file could not be used. More may be added, so a `switch` needs a default.
  public struct Reason: RawRepresentable, Sendable, Hashable, Codable {
    /// The name of the reason.
    public let rawValue: String

    /// A reason by its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// There is nothing at the path.
    public static let notFound = Reason(rawValue: "notFound")
    /// The system does not allow it.
    public static let notPermitted = Reason(rawValue: "notPermitted")
    /// The disk, or the user's share of it, is full.
    public static let noSpace = Reason(rawValue: "noSpace")
    /// Something is at the path already, and may not be replaced.
    public static let alreadyExists = Reason(rawValue: "alreadyExists")
    /// The path is a directory where a file was expected.
    public static let isDirectory = Reason(rawValue: "isDirectory")
    /// The path, or a part of it, is not a directory where one was expected.
    public static let notDirectory = Reason(rawValue: "notDirectory")
    /// The path is a device, a pipe or a socket.
    public static let notRegularFile = Reason(rawValue: "notRegularFile")
    /// The URL does not name a local file.
    public static let notLocal = Reason(rawValue: "notLocal")
    /// The file changed while it was being sent, or between two attempts to send it.
    public static let changed = Reason(rawValue: "changed")
    /// The file is too large to count or to store.
    public static let tooLarge = Reason(rawValue: "tooLarge")
    /// The process, or the whole system, has as many files open as it may have.
    public static let noDescriptors = Reason(rawValue: "noDescriptors")
    /// The file had been closed.
    public static let closed = Reason(rawValue: "closed")
    /// Another error of the system; `errorNumber` says which.
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
