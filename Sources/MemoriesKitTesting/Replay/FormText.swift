import Foundation

/// Reads `a=1&b=2`, which queries and urlencoded forms share.
enum FormText {
  static func items(_ text: String?) -> [URLQueryItem] {
    guard let text, !text.isEmpty else { return [] }
    return text.split(separator: "&", omittingEmptySubsequences: true).map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return URLQueryItem(
        name: decoded(halves[0]), value: halves.count > 1 ? decoded(halves[1]) : nil)
    }
  }

  private static func decoded(_ text: Substring) -> String {
    let blanked = text.replacingOccurrences(of: "+", with: " ")
    return blanked.removingPercentEncoding ?? blanked
  }
}
