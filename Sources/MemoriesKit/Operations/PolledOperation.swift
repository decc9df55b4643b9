/// A question that is asked again until its answer is final: what became of an upload, or of a job.
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
  /// What is waited for.
  associatedtype Awaited: Sendable

  /// What one answer says of that.
  func result(in output: Output) -> PollResult<Awaited>
}

/// What one answer says of something that is waited for.
public enum PollResult<Value: Sendable>: Sendable {
  /// Not yet: what is known of it so far, and the service's word for its state.
  case pending(Value? = nil, state: String)
  /// It has happened.
  case ready(Value)
  /// It will not happen: the service's word for that, and the reason where it gives one.
  case failed(_ state: String, cause: String? = nil)
}

extension PollResult: Equatable where Value: Equatable {}
extension PollResult: Hashable where Value: Hashable {}
