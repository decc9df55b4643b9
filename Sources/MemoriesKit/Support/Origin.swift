import Foundation

/// Scheme, host and port. The client sends a key only to the origin that it is for.
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

  /// Whether the client may send anything there: only over https, or to this machine.
  static func isSafe(_ url: URL) -> Bool {
    guard let origin = Origin(url), url.user == nil, url.password == nil else { return false }
    return origin.scheme == "https" || (origin.scheme == "http" && origin.isLoopback)
  }

  /// Whether an address is this machine's own.
  static func isLoopback(_ url: URL) -> Bool {
    Origin(url)?.isLoopback ?? false
  }

  private var isLoopback: Bool {
    if ["localhost", "::1", "[::1]"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    // `UInt8` would also accept "+1" and "08", which are host names.
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
  }
}
