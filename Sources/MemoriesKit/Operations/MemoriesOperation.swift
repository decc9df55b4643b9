/// A request as a value: where it goes, its rules, and its form on the wire.
///
/// Conform to ``AnsweredOperation``, ``DownloadOperation`` or ``EventOperation`` rather than to
/// this.
public protocol MemoriesOperation: Sendable {
  /// The name, the replay safety and the rate group. The default is a billed operation with the
  /// name of the type.
  static var traits: OperationTraits { get }

  /// The product or address that the request goes to.
  var service: MemoriesService { get }

  /// The rules that the request breaks, checked before the client sends anything. The default finds
  /// none.
  func problems() -> [MemoriesError.Problem]

  /// The request as the service sees it. The client calls this once for each call, after
  /// ``problems()`` has returned nothing.
  func request() throws -> MemoriesRequest
}

extension MemoriesOperation {
  /// A billed operation with the name of the type, without the module.
  public static var traits: OperationTraits {
    OperationTraits(TypeName.of(Self.self))
  }

  /// No rules beyond those of the types.
  public func problems() -> [MemoriesError.Problem] { [] }
}
