import Foundation

extension FileFailure {
  /// Describes the failure in a sentence for a person.
  static func sentence(
    _ action: Action, _ path: String, _ reason: Reason, _ errorNumber: Int32? = nil
  ) -> String {
    let path = quoted(path)
    let isAboutFolder = [.openDirectory, .makeDirectory, .create].contains(action)
    let subject = "the \(isAboutFolder ? "folder" : "file") \(path)"
    switch reason {
    case .notFound where action == .rename:
      return "\(subject) cannot be saved: its folder or the unfinished file was removed"
    case .notFound where action == .create:
      return "\(subject) does not exist any more"
    case .notFound:
      return "\(subject) does not exist"
    case .notPermitted where errorNumber == EROFS:
      return "\(subject) is on a disk that cannot be written to"
    case .notPermitted:
      return "there is no permission to \(verb(of: action)) \(subject)"
    case .noSpace:
      let cause = errorNumber == EDQUOT ? "your share of the disk is used up" : "the disk is full"
      return "\(cause), and there is no room \(isAboutFolder ? "in" : "for") \(subject)"
    case .alreadyExists:
      return "\(path) exists already"
    case .isDirectory:
      return "\(path) is a folder, and not a file"
    case .notDirectory:
      return isAboutFolder
        ? "\(path) is not a folder" : "a part of the path \(path) is not a folder"
    case .notRegularFile:
      return "\(path) is not a regular file"
    case .notLocal:
      return "\(path) is not the path of a local file"
    case .changed:
      return "\(subject) changed after the call had begun"
    case .tooLarge:
      return "\(subject) is too large"
    case .noDescriptors:
      let owner = errorNumber == ENFILE ? "system" : "process"
      return "the \(owner) has no free file descriptors, and \(subject) needs one"
    case .closed:
      return "\(subject) had been closed"
    default:
      let cause = errorNumber.map { String(cString: strerror($0)) } ?? reason.rawValue
      return "it was not possible to \(verb(of: action)) \(subject): \(cause)"
    }
  }

  private static func verb(of action: Action) -> String {
    switch action {
    case .open, .openDirectory: "open"
    case .inspect: "look at"
    case .read: "read"
    case .write: "write"
    case .rename: "save"
    case .makeDirectory: "make"
    case .create: "write in"
    default: action.rawValue
    }
  }

  /// The path in quotation marks, on one line. Invisible characters, and those that would reverse
  /// the line, appear as their number.
  private static func quoted(_ path: String) -> String {
    var text = "“"
    for scalar in path.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        text += escaped(scalar)
      // The joiners are format characters too, but emoji and several scripts need them.
      case .format where scalar != "\u{200C}" && scalar != "\u{200D}":
        text += escaped(scalar)
      case .spaceSeparator where scalar != " ":
        text += escaped(scalar)
      default:
        text.unicodeScalars.append(scalar)
      }
    }
    return text + "”"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
