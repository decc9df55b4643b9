/// How the answer to an operation is built, and how the client reads the output from it.
///
/// ```swift
/// struct Embed: AnsweredOperation {
///   struct Output: Decodable, Sendable { let embedding: [Double] }
///   // No frame around the output, and a vector that loses a number is no vector.
///   static let answerFormat = AnswerFormat<Output>.bare.skippingNothing
///   …
/// }
/// ```
public struct AnswerFormat<Output: Sendable>: Sendable {
  let frame: AnswerFrame
  private var options = LenientReading.Options()
  private let read:
    @Sendable (JSONValue, [String], LenientReading.Options, DriftLog) throws -> Output

  private init(
    _ kind: AnswerFrame.Kind,
    _ read:
      @escaping @Sendable (JSONValue, [String], LenientReading.Options, DriftLog) throws ->
      Output
  ) {
    self.init(AnswerFrame(kind: kind), LenientReading.Options(), read)
  }

  private init(
    _ frame: AnswerFrame, _ options: LenientReading.Options,
    _ read:
      @escaping @Sendable (JSONValue, [String], LenientReading.Options, DriftLog) throws ->
      Output
  ) {
    self.frame = frame
    self.options = options
    self.read = read
  }

  /// The same format, but an element that cannot be read makes its whole list unreadable instead of
  /// being left out. Use it for lists whose elements are identified by position.
  public var skippingNothing: AnswerFormat {
    var format = self
    format.options.skipsElements = false
    return format
  }

  /// The same format, but the dates of these members count seconds. All other dates count
  /// milliseconds. A text with a `T` and a zone (ISO 8601) is a date anywhere.
  ///
  /// - Parameter members: The names of the members as in the coding keys of the model.
  public func datesInSeconds(_ members: String...) -> AnswerFormat {
    var format = self
    format.options.membersInSeconds.formUnion(members)
    return format
  }

  /// The same format, with an error object of the service's own.
  ///
  /// - Parameter refusal: Returns the refusal in the answer, given its JSON and its HTTP status;
  ///   nil when the service did not refuse. A status of 400 or more is a refusal in any case.
  public func refusing(
    _ refusal: @escaping @Sendable (JSONValue, _ status: Int) -> APIFailure?
  ) -> AnswerFormat {
    AnswerFormat(AnswerFrame(kind: frame.kind, refusal: refusal), options, read)
  }

  /// The typed envelope. The output is read only when the service agreed, and must be one in which
  /// `problem` finds none.
  func envelope(
    of answer: JudgedAnswer, drift: DriftLog, problem: (Output) -> String? = { _ in nil }
  ) throws(MemoriesError) -> Reply<Output>.Envelope {
    let result: Result<Output, APIFailure>
    if let failure = answer.failure {
      result = .failure(failure)
    } else {
      let output = try output(of: answer, drift: drift)
      if let problem = problem(output) { throw unreadable(answer, problem) }
      result = .success(output)
    }
    return Reply<Output>.Envelope(
      code: answer.code, msg: answer.msg, success: answer.success, failed: answer.failed,
      result: result)
  }

  private func output(of answer: JudgedAnswer, drift: DriftLog) throws(MemoriesError) -> Output {
    do {
      return try read(answer.content, answer.path, options, drift)
    } catch {
      throw unreadable(answer, Excerpt.describe(error))
    }
  }

  /// The error for an answer that agrees. The service has done what was asked, and bills it.
  private func unreadable(_ answer: JudgedAnswer, _ reason: String) -> MemoriesError {
    var failure = MemoriesError(
      .unexpectedAnswer, .done, reason, status: answer.status, code: answer.code,
      requestID: answer.remarks.requestID)
    failure.excerpt = answer.content.text(limit: Excerpt.limit)
    return failure
  }
}

extension AnswerFormat where Output: Decodable {
  /// The envelope around nearly every answer. The output is read from its `data`.
  public static var envelope: AnswerFormat { decoding(.envelope) }

  /// The same envelope, but the output has the members of the envelope itself: `data`, and whatever
  /// stands beside it.
  public static var wholeEnvelope: AnswerFormat { decoding(.wholeEnvelope) }

  /// No envelope: the output is read from the whole answer. The service has refused when the HTTP
  /// status says so, or when the answer is its envelope or an error object after all.
  public static var bare: AnswerFormat { decoding(.bare) }

  private static func decoding(_ kind: AnswerFrame.Kind) -> AnswerFormat {
    AnswerFormat(kind) { value, path, options, drift in
      try LenientDecoder.decode(Output.self, from: value, at: path, options: options, drift: drift)
    }
  }
}

extension AnswerFormat where Output == NoOutput {
  /// Any answer that is not a refusal, whatever it holds: nothing, as with HTTP 204, or a page of a
  /// storage service.
  public static var nothing: AnswerFormat {
    AnswerFormat(.nothing) { _, _, _, _ in NoOutput() }
  }
}

/// What surrounds the output of an operation, and how to recognize a refusal.
struct AnswerFrame: Sendable {
  enum Kind: Sendable {
    case envelope, wholeEnvelope, bare, nothing
  }

  let kind: Kind
  var refusal: (@Sendable (JSONValue, Int) -> APIFailure?)?

  /// The envelope of nearly every answer.
  static let envelope = AnswerFrame(kind: .envelope)
}
