/// A name that a server gave, reduced to one component of a path that is harmless on every system.
///
/// Among what is taken away are characters that only some file systems refuse: a download that was
/// paid for must not be lost because its directory is on a memory card.
struct SafeFileName: Sendable, Hashable {
  let text: String

  /// The first of the names that something is left of; "download" when there is none.
  init(firstOf names: String?...) {
    let reduced = names.lazy.compactMap { $0 }.map(Self.sanitized)
    text = reduced.first { !$0.isEmpty } ?? "download"
  }

  /// What file systems allow for one name, in bytes.
  private static let maximumByteCount = 255

  /// The name with `mark` before its extension, its stem shortened to what there is room for.
  ///
  /// Whole characters are taken away, so that no letter loses its accent and no emoji half of it.
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
    // Trimmed again, since a name without extension may have been cut at a space.
    let name = trimmed(shortened(lastComponent))
    // Looked for at the end, since what is cut away may have been all that made it no device.
    return isDevice(name) ? trimmed(shortened("_" + name)) : name
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ":", "<", ">", "\"", "|", "?", "*":
      return false
    case "\u{200C}", "\u{200D}":
      // The joiners are format characters too, but emoji and several scripts are spelled with them.
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

  /// The name without dots, blanks and joiners at its ends: hidden files and the names "." and ".."
  /// begin with dots, and Windows drops dots and blanks at the end.
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

  /// Whether Windows would open a device instead, which it does whatever the extension.
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
      // Longer than any extension: a sentence with a dot in it.
      name[dot...].utf8.count <= 32
    else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }
}
