/// A request to poll with until its answer is final, for instance about an upload or a job.
///
/// Polling sends the request again and again, so declare it ``ReplaySafety/safe``. When it is not, a
/// wait ends at the first poll whose answer was lost.
///
/// ```swift
/// struct GetTask: PolledOperation {
///   struct Output: Decodable, Sendable { let status: String, video: URL? }
///   …
///   func result(in output: Output) -> PollResult<URL> {
///     if let video = output.video { return .ready(video) }
///     return output.status == "failed" ? .failed("failed") : .pending(state: output.status)
///   }
/// }
///
/// let ticket = try await client.send(StartTask(…))
/// let video = try await client.wait(for: GetTask(ticket.taskID))
/// ```
public protocol PolledOperation<Awaited>: AnsweredOperation {
  /// The awaited value.
  associatedtype Awaited: Sendable

  /// What one answer says about the awaited value.
  func result(in output: Output) -> PollResult<Awaited>
}

/// What one poll says about the awaited value.
public enum PollResult<Value: Sendable>: Sendable {
  /// Not ready: what is known so far, and the word of the service for the state.
  case pending(Value? = nil, state: String)
  /// Ready, with the awaited value.
  case ready(Value)
  /// Failed: the word of the service for the state, and the reason if it gives one.
  case failed(_ state: String, cause: String? = nil)
}

extension PollResult: Equatable where Value: Equatable {}
extension PollResult: Hashable where Value: Hashable {}
