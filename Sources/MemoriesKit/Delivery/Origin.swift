import Foundation

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
