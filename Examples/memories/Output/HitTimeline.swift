import Foundation
import Terminal

/// Where in a video the hits of a search are.
struct HitTimeline {
  /// A hit, in shares of the video and of the best score.
  struct Mark {
    let first: Double
    let last: Double
    let height: Double
  }

  /// What it covers, in seconds. The search does not tell how long a video is, so it ends with the
  /// last hit.
  let length: Double
  /// One mark for each hit, or nil for one that has no place.
  let marks: [Mark?]

  /// Fails if there is nothing to draw.
  init?(_ hits: [Hit]) {
    let parts = hits.map(\.part)
    let length = parts.compactMap { $0?.upperBound }.max() ?? 0
    guard length > 0 else { return nil }
    // A hit without a score is as good as any.
    let scores = hits.map(\.fit)
    let best = scores.compactMap(\.self).max() ?? 0
    self.length = length
    marks = zip(parts, scores).map { part, score in
      part.map {
        Mark(
          first: $0.lowerBound / length, last: $0.upperBound / length,
          height: best > 0 ? max(0, (score ?? best) / best) : 1)
      }
    }
  }

  private static let cellCount = 24
  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private static let ascii = Array(".:-=+*#@")

  /// The line in text: a cell for each part of the video, as high as its best hit.
  func text(isASCII: Bool) -> String {
    let signs = isASCII ? Self.ascii : Self.blocks
    var levels = Array(repeating: 0, count: Self.cellCount)
    for mark in marks.compactMap(\.self) {
      // The lowest sign is for nothing.
      let level = max(1, Int((mark.height * Double(signs.count - 1)).rounded()))
      for cell in Self.cell(mark.first)...Self.cell(mark.last) {
        levels[cell] = max(levels[cell], level)
      }
    }
    return String(levels.map { signs[$0] }) + "  0 to \((length * 10).rounded() / 10) s"
  }

  private static func cell(_ share: Double) -> Int {
    min(cellCount - 1, Int(share * Double(cellCount)))
  }
}

extension [Hit] {
  /// The hits by video or image, in the order of the first of each.
  var bySource: [(source: String, hits: [Hit])] {
    var order: [String] = []
    let groups = Dictionary(grouping: self, by: \.source)
    for hit in self where !order.contains(hit.source) { order.append(hit.source) }
    return order.map { ($0, groups[$0] ?? []) }
  }

  /// A time line for each video, one below the other.
  func timelines(isASCII: Bool) -> [String] {
    Lines.table(
      bySource.compactMap { source, hits in
        HitTimeline(hits).map { [source, $0.text(isASCII: isASCII)] }
      })
  }
}

extension Output {
  /// Prints what a search found, which is billed, with time lines for somebody who looks at a
  /// terminal.
  func show(_ document: some Encodable, _ lines: [String], _ hits: [Hit]) throws {
    guard Terminal.showsOutput, !isJSON else { return try show(billed: document, lines) }
    let timelines = hits.timelines(isASCII: Terminal.isDumb)
    try show(billed: document, timelines.isEmpty ? lines : lines + [""] + timelines)
  }
}
