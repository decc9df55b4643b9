/// The scene in the sample movie and the sample picture: a red square on grey. Every second it
/// moves to the right by its own width.
enum SampleScene {
  /// The side of the square, and of an H.264 macroblock.
  static let tile = 16
  static let columns = 5
  static let rows = 3
  static let seconds = 5

  /// Whether the tile is red in that second.
  static func isRed(column: Int, row: Int, second: Int) -> Bool {
    row == 1 && column == second % columns
  }
}
