/// How well texts fit a query: the share of its words that they have. It is as simple as that, so a
/// test can tell beforehand what a search will find.
struct TextMatch {
  private let words: [String]

  init(_ query: String) {
    let all = Self.words(of: query)
    let telling = all.filter { !Self.fillers.contains($0) }
    words = telling.isEmpty ? all : telling
  }

  /// From 0 to 1.
  func score(_ texts: [String]) -> Double {
    guard !words.isEmpty else { return 0 }
    let found = Set(texts.flatMap(Self.words))
    let hits = words.filter { word in found.contains { Self.isSame($0, word) } }
    return (Double(hits.count) / Double(words.count) * 10_000).rounded() / 10_000
  }

  func score(_ text: String) -> Double { score([text]) }

  private static let fillers: Set = ["a", "an", "the", "of", "in", "on", "at", "to", "and", "is"]

  private static func words(of text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// “dog” is found in “dogs”, and “jumping” by “jump”.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    let (short, long) = one.count < other.count ? (one, other) : (other, one)
    return short == long || short.count >= 3 && long.hasPrefix(short)
  }
}
