extension PreparedCall {
  /// An error with what is known of the call, and without the key.
  func completed(_ error: MemoriesError, attempts: Int) -> MemoriesError {
    var error = error
    error.operation = traits.name
    error.replaySafety = traits.safety
    error.attempts = attempts
    error.detail = error.detail.map(redaction.text)
    return error
  }

  /// A complete error as the call ends with it. A cancellation that leaves no question is Swift's own
  /// error, as everywhere.
  func finalError(for error: MemoriesError) -> any Error {
    if error.kind == .cancelled, error.outcome == .notSent || traits.safety == .safe {
      return CancellationError()
    }
    return addingLostUpload(to: error)
  }

  /// An error with what it takes to look for the upload, where it is one that may have arrived.
  func addingLostUpload(to error: MemoriesError) -> MemoriesError {
    guard error.outcome == .unknown, let makeLostUpload else { return error }
    var error = error
    error.lostUpload = makeLostUpload()
    return error
  }
}
