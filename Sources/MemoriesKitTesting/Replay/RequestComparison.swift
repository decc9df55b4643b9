import Foundation

/// Compares a request with a recorded one, and describes the differences for the author of the
/// test.
struct RequestComparison {
  let asked: RecordedRequest
  let recorded: RecordedRequest
  let rules: ReplayRules

  /// The differences; empty if the recorded answer fits.
  var differences: [String] {
    var differences: [String] = []
    if asked.method != recorded.method {
      differences.append("method: asked \(asked.method), recorded \(recorded.method)")
    }
    if rules.contains(.host), Self.origin(asked.url) != Self.origin(recorded.url) {
      differences.append(
        "host: asked \(Self.origin(asked.url)), recorded \(Self.origin(recorded.url))")
    }
    if Self.path(asked.url) != Self.path(recorded.url) {
      differences.append("path: asked \(asked.url.path), recorded \(recorded.url.path)")
    }
    differences += queryDifferences
    if rules.contains(.form) { differences += formDifferences }
    if rules.contains(.json) { differences += jsonDifferences }
    return differences
  }

  /// The decoded segments of a path: `~` equals `%7E`, but an escaped slash separates nothing.
  static func path(_ url: URL) -> [String] {
    let encoded = URLComponents(url: url, resolvingAgainstBaseURL: true)?.percentEncodedPath
    return (encoded ?? url.path).split(separator: "/", omittingEmptySubsequences: false).map {
      $0.removingPercentEncoding ?? String($0)
    }
  }

  private static let tooLong =
    "the body is longer than what is kept of it, so it cannot be compared; raise bodyLimit"

  private static func origin(_ url: URL) -> String {
    let scheme = url.scheme?.lowercased() ?? ""
    let port = url.port ?? (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(url.host?.lowercased() ?? ""):\(port)"
  }

  private var queryDifferences: [String] {
    let asked = Dictionary(grouping: asked.query, by: \.name).mapValues { $0.map(\.value) }
    let recorded = Dictionary(grouping: recorded.query, by: \.name).mapValues { $0.map(\.value) }
    return Set(asked.keys).union(recorded.keys).sorted().compactMap { name in
      asked[name] == recorded[name]
        ? nil
        : "query \"\(name)\": asked \(Self.list(asked[name])), "
          + "recorded \(Self.list(recorded[name]))"
    }
  }

  private static func list(_ values: [String?]?) -> String {
    guard let values else { return "nothing" }
    return values.map { $0.map { "\"\($0)\"" } ?? "no value" }.joined(separator: ", ")
  }

  private var formDifferences: [String] {
    let askedForm = asked.form
    let recordedForm = recorded.form
    if recordedForm == nil && askedForm == nil { return [] }
    let isCut = self.asked.body.isTruncated
    let asked = Dictionary(grouping: askedForm ?? [], by: \.name)
    let recorded = Dictionary(grouping: recordedForm ?? [], by: \.name)
    return Set(asked.keys).union(recorded.keys).sorted().flatMap { name -> [String] in
      let asked = asked[name] ?? []
      let recorded = recorded[name] ?? []
      if isCut, asked.count < recorded.count {
        return ["field \"\(name)\": \(Self.tooLong)"]
      }
      if asked.count != recorded.count {
        return ["field \"\(name)\": asked \(asked.count) times, recorded \(recorded.count) times"]
      }
      return zip(asked, recorded).compactMap { Self.difference(asked: $0, recorded: $1) }
    }
  }

  private static func difference(asked: RecordedPart, recorded: RecordedPart) -> String? {
    let field = "field \"\(asked.name)\""
    if asked.filename != recorded.filename {
      return "\(field): asked file name \(asked.filename ?? "none"), "
        + "recorded \(recorded.filename ?? "none")"
    }
    if let type = recorded.contentType, type != asked.contentType {
      return "\(field): asked type \(asked.contentType ?? "none"), recorded \(type)"
    }
    guard let content = recorded.content else { return nil }
    guard asked.isComplete, recorded.isComplete else {
      return "\(field): \(tooLong)"
    }
    if asked.content == content { return nil }
    return "\(field): asked \(brief(asked)), recorded \(brief(recorded))"
  }

  private static func brief(_ part: RecordedPart) -> String {
    if let text = part.text, text.count <= 80 { return "\"\(text)\"" }
    return "\(part.content?.count ?? 0) other bytes"
  }

  private var jsonDifferences: [String] {
    guard isJSON(asked) || isJSON(recorded) else { return [] }
    if asked.body.isTruncated || recorded.body.isTruncated {
      return ["JSON: \(Self.tooLong)"]
    }
    if asked.body == recorded.body { return [] }
    let asked = ComparableJSON(asked.body.bytes)
    let recorded = ComparableJSON(recorded.body.bytes)
    if asked == nil && recorded == nil { return ["JSON: the bodies are no JSON, and differ"] }
    return ComparableJSON.difference(asked: asked, recorded: recorded).map { [$0] } ?? []
  }

  private func isJSON(_ request: RecordedRequest) -> Bool {
    request.headers["Content-Type"]?.lowercased().contains("json") ?? false
  }
}
