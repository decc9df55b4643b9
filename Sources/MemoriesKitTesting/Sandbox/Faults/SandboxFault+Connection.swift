extension Sandbox.Fault {
  /// The connection is reset when the request's head was read, before its body.
  public static let resetBeforeBody = Self(kind: .beforeBody(.reset))

  /// The connection is reset after the whole request was read and acted on, before the answer.
  public static let resetAfterBody = change { $0.ending = .resetBeforeHead }

  /// The connection is reset after so many bytes of the answer's body.
  public static func resetInAnswer(after byteCount: Int64) -> Self {
    change { $0.ending = .reset(after: byteCount) }
  }

  /// The connection is closed after so many bytes of the answer's body, which has promised more.
  public static func truncation(after byteCount: Int64) -> Self {
    change { $0.ending = .truncated(after: byteCount) }
  }

  /// The connection is closed in the middle of the answer's head.
  public static let truncatedHead = change { $0.ending = .truncatedHead }

  /// The connection is closed after the answer, although nothing in it said so.
  public static let closeAfterAnswer = change { $0.ending = .closed }

  /// The request is read and acted on, but never answered. The client has to give up, or
  /// `Sandbox.stop()` ends it.
  public static let stall = change { $0.ending = .stalledBeforeHead }

  /// The request's body is never read.
  public static let stallBeforeBody = Self(kind: .beforeBody(.stall))

  /// Nothing comes any more after so many bytes of the answer's body.
  public static func stallInAnswer(after byteCount: Int64) -> Self {
    change { $0.ending = .stalled(after: byteCount) }
  }

  /// The answer's body comes slowly.
  public static func drip(_ pace: Sandbox.Pace) -> Self {
    change { $0.pace = pace }
  }

  /// The request's body is read slowly.
  public static func slowReading(_ pace: Sandbox.Pace) -> Self {
    Self(kind: .beforeBody(.pace(pace)))
  }

  /// `Expect: 100-continue` is ignored: the body is awaited without a word.
  public static let withoutContinue = Self(kind: .beforeBody(.withoutContinue))

  /// The request is answered when its head was read, and the connection then ends. The body is
  /// not parsed; what the client still sends is thrown away.
  public static func answerBeforeBody(_ answer: Sandbox.Answer) -> Self {
    Self(kind: .beforeBody(.answer(answer)))
  }
}
