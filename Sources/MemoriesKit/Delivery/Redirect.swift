import Foundation

/// Decides whether the client follows a redirect, and to which URL.
enum Redirect {
  static let limit = 5

  /// Whether the answer is a redirect that the client may follow.
  static func isFollowed(_ head: HTTPHead, method: String) -> Bool {
    statuses.contains(head.status) && method == "GET"
  }

  private static let statuses: Set<Int> = [301, 302, 303, 307, 308]

  /// Returns the URL to follow, or nil when the answer is no redirect. Throws when the client must
  /// not follow it. It follows only a GET, because the service may have accepted what was posted.
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
