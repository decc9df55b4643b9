/// A reason not to begin, or not to go on, and the exit status that tells it.
package struct ExitError: Error, Equatable {
  /// The reason in words for people.
  package let text: String
  /// What the program exits with.
  package let status: Int32

  /// An obstacle in words and as a number.
  package init(text: String, status: Int32) {
    self.text = text
    self.status = status
  }
}
