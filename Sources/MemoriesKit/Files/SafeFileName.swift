/// A file name from a server, reduced to one path component that is harmless on every system.
///
/// It also removes characters that only some file systems refuse. A billed download must not fail
/// because its directory is on a memory card.
struct SafeFileName: Sendable, Hashable {
  let text: String

  /// Uses the first name of which something is left; "download" if there is none.
  init(firstOf names: String?...) {
    let reduced = names.lazy.compactMap { $0 }.map(Self.sanitized)
    text = reduced.first { !$0.isEmpty } ?? "download"
  }

  /// The longest name in bytes that file systems allow.
  private static let maximumByteCount = 255

  /// The name with `mark` before its extension, and its stem shortened to the room that is left.
  ///
  /// It removes whole characters, so that no letter loses its accent and no emoji a part.
  static func shortened(_ name: String, inserting mark: String = "") -> String {
    var (stem, fileExtension) = split(name)
    let room = maximumByteCount - mark.utf8.count - fileExtension.utf8.count
    guard stem.utf8.count > room else { return stem + mark + fileExtension }

    var used = 0
    stem = String(
      stem.prefix { character in
        used += character.utf8.count
        return used <= room
      })
    return trimmed(stem) + mark + fileExtension
  }

  private static func sanitized(_ name: String) -> String {
    let lastComponent = name.unicodeScalars
      .split { $0 == "/" || $0 == "\\" }
      .lazy
      .map { component in
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: component.filter(isHarmless))
        return trimmed(String(kept))
      }
      .last { !$0.isEmpty }
    guard let lastComponent else { return "" }
    // Trims again, because a name without an extension may have been cut at a space.
    let name = trimmed(shortened(lastComponent))
    // Checks this last, because only a removed part may have kept the name from being a device.
    return isDevice(name) ? trimmed(shortened("_" + name)) : name
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ":", "<", ">", "\"", "|", "?", "*":
      return false
    case "\u{200C}", "\u{200D}":
      // The joiners are format characters too, but emoji and several scripts need them.
      return true
    default:
      break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
      return false
    default:
      return !scalar.properties.isNoncharacterCodePoint
    }
  }

  /// The name without dots, spaces and joiners at its ends. Hidden files and the names "." and ".."
  /// begin with dots, and Windows drops dots and spaces at the end.
  private static func trimmed(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let first = scalars.firstIndex(where: isVisible),
      let last = scalars.lastIndex(where: isVisible)
    else { return "" }
    return String(scalars[first...last])
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "\u{200C}", "\u{200D}": false
    default: !scalar.properties.isWhitespace
    }
  }

  /// Whether Windows would open a device under this name, whatever its extension.
  private static func isDevice(_ name: String) -> Bool {
    let stem = trimmed(String(name.prefix { $0 != "." })).uppercased()
    switch stem {
    case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$":
      return true
    default:
      return stem.count == 4 && (stem.hasPrefix("COM") || stem.hasPrefix("LPT"))
        && "0123456789¹²³".contains(stem.suffix(1))
    }
  }

  /// The name before its extension, and the extension with its dot.
  private static func split(_ name: String) -> (stem: String, fileExtension: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex,
      // A longer one is no extension, but a sentence with a dot in it.
      name[dot...].utf8.count <= 32
    else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }
}
