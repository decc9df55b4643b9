extension String {
  /// How many columns a terminal needs for the text.
  package var columnCount: Int { reduce(0) { $0 + $1.columnCount } }

  /// The text in at most so many columns; dots replace the end of a longer one.
  package func shortened(to columns: Int) -> String {
    guard columnCount > columns else { return self }
    let dots = String(repeating: ".", count: max(0, min(3, columns)))
    return prefix(columns: columns - dots.count) + dots
  }

  /// The text with spaces after it, to fill so many columns.
  package func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - columnCount))
  }

  private func prefix(columns: Int) -> String {
    var room = columns
    return String(
      prefix { character in
        room -= character.columnCount
        return room >= 0
      })
  }
}

extension Character {
  /// Two for characters that terminals draw in double width, else one.
  fileprivate var columnCount: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    return Self.wideScalars.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// The large blocks of East Asian scripts and full-width forms.
  private static let wideScalars: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
