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
      let target = URL(string: location, relativeTo: url)?.absoluteURL
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
