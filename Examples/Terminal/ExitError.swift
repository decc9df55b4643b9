/// A reason not to begin or not to continue, with the exit status for it.
package struct ExitError: Error, Equatable {
  /// The reason in words for people.
  package let text: String
  /// The exit status of the program.
  package let status: Int32

  /// Makes an error from the reason and the exit status.
  package init(text: String, status: Int32) {
    self.text = text
    self.status = status
  }
}
