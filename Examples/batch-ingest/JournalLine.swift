/// What one line of a journal says of a video, in whichever form.
protocol JournalLine: Sendable {
  /// What happened.
  var event: Journal.Event { get set }
}

extension JournalLine {
  /// What is known of the video after this line, when `known` is what was known before it.
  func following(_ known: Self?) -> Self {
    guard var known else { return self }
    switch (known.event, event) {
    case (.uploaded, .intended), (.uploaded, .failed), (.uploaded, .unknown):
      return known
    // The service may have taken in the upload whose result nobody knows, whatever became of the
    // ones after it.
    case (.unknown, .intended), (.unknown, .failed):
      return known
    // The first of the two was stopped before its result was written down.
    case (.intended, .intended):
      known.event = .unknown
      return known
    case (_, .uploaded), (_, .unknown), (.failed, _), (.intended, .failed):
      return self
    }
  }
}
