/// What somebody may have meant who wrote a word that there is not.
package struct Suggestion {
  /// `, did you mean …?`, or nothing.
  package let words: String

  package init(for word: String, from names: [String]) {
    // Two dashes in both say nothing.
    let near = names.map { (name: $0, distance: Self.distance(word, $0)) }
      .filter { $0.distance <= max(1, $0.name.drop { $0 == "-" }.count / 3) }
      .min { $0.distance < $1.distance }
    // The first word of a longer name, or its beginning.
    let longer = names.first { word.count > 2 && $0.hasPrefix(word) }
    words = (near?.name ?? longer).map { "; did you mean “\($0)”?" } ?? ""
  }

  /// How many letters have to be put in, left out, changed or exchanged with their neighbour.
  private static func distance(_ one: String, _ other: String) -> Int {
    let (one, other) = (Array(one), Array(other))
    var rows = [Array(0...other.count)]
    for (index, letter) in one.enumerated() {
      var row = [index + 1]
      for (place, candidate) in other.enumerated() {
        let last = rows[index]
        var best = min(
          last[place] + (letter == candidate ? 0 : 1), last[place + 1] + 1, row[place] + 1)
        if index > 0, place > 0, letter == other[place - 1], candidate == one[index - 1] {
          best = min(best, rows[index - 1][place - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[one.count][other.count]
  }
}
