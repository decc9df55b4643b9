/// How the answer to an operation is built, and how its output is read from it.
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

  /// The same, except that an element which cannot be read makes its list unreadable, instead of
  /// being left out: for lists whose elements are found by their place.
  public var skippingNothing: AnswerFormat {
    var format = self
    format.options.skipsElements = false
    return format
  }

  /// The same, except that the dates of these members count seconds. Any other date counts
  /// milliseconds; one that is text with a `T` and a zone (ISO 8601) is understood anywhere.
  ///
  /// - Parameter members: The names of the members, as the model's coding keys have them.
  public func datesInSeconds(_ members: String...) -> AnswerFormat {
    var format = self
    format.options.membersInSeconds.formUnion(members)
    return format
  }

  /// The same, with an error object of the service's own.
  ///
  /// - Parameter refusal: Is given the answer and its HTTP status, and returns what the service
  ///   refused with; nil when it did not refuse. A status of 400 or more is a refusal all the same.
  public func refusing(
    _ refusal: @escaping @Sendable (JSONValue, _ status: Int) -> APIFailure?
  ) -> AnswerFormat {
    AnswerFormat(AnswerFrame(kind: frame.kind, refusal: refusal), options, read)
  }

  /// The typed envelope; the output is read only when the service agreed.
  package func envelope(
    of answer: RawAnswer, drift: DriftLog
  ) throws(MemoriesError) -> Reply<Output>.Envelope {
    let result: Result<Output, APIFailure>
    if let failure = answer.failure {
      result = .failure(failure)
    } else {
      result = .success(try output(of: answer, drift: drift))
    }
    return Reply<Output>.Envelope(
      code: answer.code, msg: answer.msg, success: answer.success, failed: answer.failed,
      result: result)
  }

  private func output(of answer: RawAnswer, drift: DriftLog) throws(MemoriesError) -> Output {
    do {
      return try read(answer.content, answer.path, options, drift)
    } catch {
      // The service agreed, so whatever was asked for has happened and is paid for.
      var failure = MemoriesError(
        .unexpectedAnswer, .done, Excerpt.describe(error), status: answer.status,
        code: answer.code, requestID: answer.remarks.requestID)
      failure.excerpt = answer.content.text(limit: Excerpt.limit)
      throw failure
    }
  }
}

extension AnswerFormat where Output: Decodable {
  /// The service's frame around nearly every answer; the output is read from its `data`.
  public static var envelope: AnswerFormat { decoding(.envelope) }

  /// The same frame, but the output's members are those of the frame itself: `data`, and whatever
  /// stands beside it.
  public static var wholeEnvelope: AnswerFormat { decoding(.wholeEnvelope) }

  /// No frame: the output is read from the whole answer. It counts as refused when the HTTP status
  /// says so, and when it is the service's frame or error object after all.
  public static var bare: AnswerFormat { decoding(.bare) }

  private static func decoding(_ kind: AnswerFrame.Kind) -> AnswerFormat {
    AnswerFormat(kind) { value, path, options, drift in
      try LenientDecoder.decode(Output.self, from: value, at: path, options: options, drift: drift)
    }
  }
}

extension AnswerFormat where Output == NoOutput {
  /// Any answer that is not refused, whatever it holds: nothing at all, as with HTTP 204, or a page
  /// of a storage service.
  public static var nothing: AnswerFormat {
    AnswerFormat(.nothing) { _, _, _, _ in NoOutput() }
  }
}

/// What stands around the output of an operation, and who decides whether the service agreed.
package struct AnswerFrame: Sendable {
  enum Kind: Sendable {
    case envelope, wholeEnvelope, bare, nothing
  }

  let kind: Kind
  var refusal: (@Sendable (JSONValue, Int) -> APIFailure?)?

  /// The frame of nearly every answer.
  package static let envelope = AnswerFrame(kind: .envelope)
}
