import Foundation
import Terminal

/// Where in a video the hits of a search are, in one line of text.
struct HitTimeline {
  /// A hit: where it begins and ends, and how well it fits.
  struct Hit {
    let start: Double
    let end: Double?
    let score: Double?
  }

  private static let cellCount = 24
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private static let ascii = Array(".:-=+*#@")

  /// The line: a cell for each part of the video, as high as its best hit, and what it covers. The
  /// search does not tell how long a video is, so the line ends with the last hit.
  let text: String

  init?(_ hits: [Hit], isASCII: Bool) {
    let hits = hits.filter { $0.start.isFinite && $0.start >= 0 }
    let length = hits.map { max($0.start, $0.end ?? 0) }.max() ?? 0
    guard length > 0, length.isFinite else { return nil }
    let marks = isASCII ? Self.ascii : Self.blocks
    let best = hits.compactMap(\.score).filter(\.isFinite).max() ?? 0
    var levels = Array(repeating: 0, count: Self.cellCount)
    for hit in hits {
      // A hit without a score is as good as any. The lowest mark is for nothing.
      let score = hit.score.flatMap { $0.isFinite ? $0 : nil } ?? best
      let share = best > 0 ? max(0, score / best) : 1
      let level = max(1, min(marks.count - 1, Int((share * Double(marks.count - 1)).rounded())))
      let end = hit.end.flatMap { $0.isFinite ? $0 : nil } ?? hit.start
      let first = Self.cell(of: hit.start / length)
      let last = max(first, Self.cell(of: end / length))
      for cell in first...last { levels[cell] = max(levels[cell], level) }
    }
    text = String(levels.map { marks[$0] }) + "  0 to \(Self.rounded(length)) s"
  }

  private static func cell(of share: Double) -> Int {
    min(cellCount - 1, max(0, Int(share * Double(cellCount))))
  }

  private static func rounded(_ time: Double) -> Double { (time * 10).rounded() / 10 }

  /// The lines for several videos, in the order of their best hits.
  static func lines(of hits: [(name: String, hit: Hit)], isASCII: Bool) -> [String] {
    var order: [String] = []
    for (name, _) in hits where !order.contains(name) { order.append(name) }
    return Lines.table(
      order.compactMap { name in
        HitTimeline(hits.filter { $0.name == name }.map(\.hit), isASCII: isASCII)
          .map { [name, $0.text] }
      })
  }
}

extension Output {
  /// Time lines of hits, for somebody who looks at a terminal.
  func timelines(of hits: [(name: String, hit: HitTimeline.Hit)]) -> [String] {
    guard Terminal.showsOutput, !isJSON else { return [] }
    let lines = HitTimeline.lines(of: hits, isASCII: Terminal.isDumb)
    return lines.isEmpty ? [] : [""] + lines
  }
}
