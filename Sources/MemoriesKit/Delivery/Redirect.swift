import Foundation

/// Where an answer sends us, and whether we go.
enum Redirect {
  static let limit = 5

  /// Whether the answer leads elsewhere, and its place may be asked instead.
  static func isFollowed(_ head: HTTPHead, method: String) -> Bool {
    statuses.contains(head.status) && method == "GET"
  }

  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

  /// The address to follow, nil when the answer is no redirect, or an error when it must not be
  /// followed. Only reads are: what was posted may have been accepted.
  static func target(of head: HTTPHead, from url: URL, method: String) throws(MemoriesError) -> URL?
  {
    guard statuses.contains(head.status) else { return nil }
    guard method == "GET" else {
      throw refusal("the request would have to be sent again, elsewhere", .unknown, head)
    }
    guard let location = head.headers["Location"],
      let target = URL(string: location, relativeTo: url)?.absoluteURL.withLowercasedScheme
    else {
      throw refusal("the redirect names no address", .unknown, head)
    }
    let isDowngrade = Origin(url)?.scheme == "https" && Origin(target)?.scheme != "https"
    guard Origin.isSafe(target), !isDowngrade else {
      throw refusal("the redirect leads to an address without https", .unknown, head)
    }
    return target
  }

  static func refusal(_ reason: String, _ outcome: MemoriesError.Outcome, _ head: HTTPHead)
    -> MemoriesError
  {
    MemoriesError(.unexpectedAnswer, outcome, reason, status: head.status)
  }
}

/// Scheme, host and port: what a key may be sent to.
struct Origin: Hashable {
  let scheme: String
  let host: String
  let port: Int

  init?(_ url: URL) {
    guard let scheme = url.scheme?.lowercased(), let host = url.host?.lowercased(), !host.isEmpty
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = url.port ?? (scheme == "https" ? 443 : 80)
  }

  /// Whether anything at all may be sent there: https, or the machine itself.
  static func isSafe(_ url: URL) -> Bool {
    guard let origin = Origin(url), url.user == nil, url.password == nil else { return false }
    return origin.scheme == "https" || (origin.scheme == "http" && origin.isLoopback)
  }

  private var isLoopback: Bool {
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    // `UInt8` would also take "+1" and "08", which are names to look up.
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
  }
}

extension URL {
  /// The same address as Foundation on Linux knows it: it refuses `HTTP://`.
  var withLowercasedScheme: URL {
    guard let scheme, scheme != scheme.lowercased() else { return self }
    return URL(string: scheme.lowercased() + absoluteString.dropFirst(scheme.count)) ?? self
  }
}
