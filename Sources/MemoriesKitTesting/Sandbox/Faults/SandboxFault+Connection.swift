extension Sandbox.Fault {
  /// The sandbox resets the connection after it has read the head of the request, before its body.
  public static let resetBeforeBody = Self(kind: .beforeBody(.reset))

  /// The sandbox resets the connection after it has read the whole request and acted on it, before
  /// the answer.
  public static let resetAfterBody = change { $0.ending = .resetBeforeHead }

  /// The sandbox resets the connection after so many bytes of the body of the answer.
  public static func resetInAnswer(after byteCount: Int64) -> Self {
    change { $0.ending = .reset(after: byteCount) }
  }

  /// The sandbox closes the connection after so many bytes of the body of the answer, which has
  /// promised more.
  public static func truncation(after byteCount: Int64) -> Self {
    change { $0.ending = .truncated(after: byteCount) }
  }

  /// The sandbox closes the connection in the middle of the head of the answer.
  public static let truncatedHead = change { $0.ending = .truncatedHead }

  /// The sandbox closes the connection after the answer, without having announced that.
  public static let closeAfterAnswer = change { $0.ending = .closed }

  /// The sandbox reads the request and acts on it, but never answers. The client has to give up, or
  /// `Sandbox.stop()` ends it.
  public static let stall = change { $0.ending = .stalledBeforeHead }

  /// The sandbox never reads the body of the request.
  public static let stallBeforeBody = Self(kind: .beforeBody(.stall))

  /// The sandbox sends nothing more after so many bytes of the body of the answer.
  public static func stallInAnswer(after byteCount: Int64) -> Self {
    change { $0.ending = .stalled(after: byteCount) }
  }

  /// The sandbox sends the body of the answer slowly.
  public static func drip(_ pace: Sandbox.Pace) -> Self {
    change { $0.pace = pace }
  }

  /// The sandbox reads the body of the request slowly.
  public static func slowReading(_ pace: Sandbox.Pace) -> Self {
    Self(kind: .beforeBody(.pace(pace)))
  }

  /// The sandbox ignores `Expect: 100-continue` and waits for the body.
  public static let withoutContinue = Self(kind: .beforeBody(.withoutContinue))

  /// The sandbox answers when it has read the head of the request, and then ends the connection. It
  /// does not parse the body; it discards what the client still sends.
  public static func answerBeforeBody(_ answer: Sandbox.Answer) -> Self {
    Self(kind: .beforeBody(.answer(answer)))
  }
}
