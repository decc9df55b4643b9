/// What every request value has, whatever it is answered with: where it goes, what its rules are,
/// and how it looks on the wire.
///
/// Conform to ``AnsweredOperation`` or ``DownloadOperation`` rather than to this.
public protocol MemoriesOperation: Sendable {
  /// The name, whether it may be repeated, and the rate limit: a billed operation under the type's
  /// own name unless you say otherwise.
  static var traits: OperationTraits { get }

  /// The product that the request goes to.
  var service: MemoriesService { get }

  /// Everything that is known to be wrong with the request, before the first byte is sent.
  /// None unless you give a list.
  func problems() -> [MemoriesError.Problem]

  /// The request as the service will see it. Called once for each call of the client, after
  /// ``problems()`` came back empty.
  func request() throws -> MemoriesRequest
}

extension MemoriesOperation {
  /// Billed, and named like the type without its module.
  public static var traits: OperationTraits {
    // For a private type there is also the place that it is private to, in brackets.
    let name = String(reflecting: Self.self).split(separator: ".").dropFirst()
      .filter { !$0.hasPrefix("(") }.joined(separator: ".")
    return OperationTraits(name)
  }

  /// No rules beyond what the types already say.
  public func problems() -> [MemoriesError.Problem] { [] }
}
