import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What an app decides about the sessions of `URLSession`: which networks they may use, whether they
/// wait for one, which proxies, and whom to trust.
///
/// Make one and keep it: the sessions that it made live as long as the process.
public struct SessionRules: Sendable {
  /// Decides about a challenge; nil leaves it to the client.
  public typealias Judge =
    @Sendable (URLAuthenticationChallenge) -> (
      URLSession.AuthChallengeDisposition, URLCredential?
    )?

  /// Tells sets of rules apart, because functions cannot be compared.
  private final class Identity: Sendable {}

  let change: @Sendable (URLSessionConfiguration) -> Void
  let judge: Judge?
  private let owner = Identity()

  var identity: ObjectIdentifier { ObjectIdentifier(owner) }

  /// Makes rules.
  ///
  /// ```swift
  /// configuration.sessionRules = SessionRules { session in
  ///   session.allowsExpensiveNetworkAccess = false
  ///   session.waitsForConnectivity = true
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - change: Changes the configuration of a session before the client makes it. The client's time
  ///     limits go on applying, and its cookies, caches and delegates are its own.
  ///   - judge: Decides about challenges, for instance to accept only certificates that it knows.
  ///     Apple's systems ask it; Foundation on Linux has nothing to show it.
  public init(
    change: @escaping @Sendable (URLSessionConfiguration) -> Void = { _ in }, judge: Judge? = nil
  ) {
    self.change = change
    self.judge = judge
  }
}
