import Foundation

/// A page that shows what a search found. It needs nothing from the network.
struct HitPage {
  /// What was searched for.
  struct Question {
    let text: String
    /// Where it was searched for, in words.
    let place: String
    /// What to say when nothing was found.
    let nothing: String
    var picture: HitMedia.Medium?
  }

  let question: Question
  let hits: [Hit]
  let media: HitMedia
  let date: Date

  private struct NumberedHit {
    let number: Int
    let hit: Hit
    var id: String { "hit-\(number)" }
  }

  var html: HTML {
    // Nothing may run but the page's own script, whatever the service says.
    let nonce = "\(UInt64.random(in: 0 ... .max))"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src data:; media-src data: 'self' file:; \
      script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(question.text)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      \(header)
      <main>
      \(sections)
      </main>
      <script nonce="\(nonce)">\(Self.script)</script>
      </body>
      </html>

      """
  }

  private var header: HTML {
    """
    <header>
    \(picture(question.picture, of: "The picture that was searched for"))
    <div>
    <h1><bdi>\(question.text)</bdi></h1>
    <p>\(summary)</p>
    </div>
    </header>
    """
  }

  private var summary: HTML {
    let time = date.formatted(.iso8601)
    guard !hits.isEmpty else {
      return "\(question.place), <time datetime=\"\(time)\">\(time)</time>: \(question.nothing)"
    }
    let found = hits.count == 1 ? "one hit" : "\(hits.count) hits"
    return "\(question.place), <time datetime=\"\(time)\">\(time)</time>: \(found)"
  }

  private var sections: [HTML] {
    var number = 0
    return hits.bySource.map { source, hits in
      let numbered = hits.map { hit in
        number += 1
        return NumberedHit(number: number, hit: hit)
      }
      return section(of: source, numbered)
    }
  }

  private func section(of source: String, _ hits: [NumberedHit]) -> HTML {
    let player = player(for: hits)
    let isPlayable = hits.contains { media[$0.hit.video]?.source != nil }
    let name = hits.lazy.compactMap(\.hit.name).first { !$0.isEmpty }
    return """
      <section>
      <h2><bdi>\(name ?? source)</bdi></h2>
      \(name == nil ? nil : "<p class=\"id\"><bdi>\(source)</bdi></p>")
      \(player)
      \(timeline(of: hits))
      <ol>
      \(hits.map { item(for: $0, isPlayable: isPlayable) })
      </ol>
      </section>

      """
  }

  /// The video, at its first hit, which is the best one.
  private func player(for hits: [NumberedHit]) -> HTML? {
    guard let hit = hits.first(where: { media[$0.hit.video] != nil })?.hit else { return nil }
    switch media[hit.video] {
    case .missing(let reason):
      return "<p class=\"missing\">The video is not here: \(reason)</p>"
    case let medium:
      guard let source = medium?.source else { return nil }
      let part = hit.part.map { part in
        part.isEmptyPart
          ? "#t=\(part.lowerBound)" : "#t=\(part.lowerBound),\(part.upperBound)"
      }
      return """
        <video controls playsinline preload="metadata" src="\(source)\(part ?? "")"></video>
        """
    }
  }

  private func timeline(of hits: [NumberedHit]) -> HTML? {
    guard let timeline = HitTimeline(hits.map(\.hit)) else { return nil }
    // Beside the list, which says the same to those who do not see it.
    return """
      <svg viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">\
      \(zip(hits, timeline.marks).compactMap { hit, mark in mark.map { bar(hit, $0) } })</svg>
      <p class="scale"><span>0:00</span><span>\(Self.time(timeline.length))</span></p>
      """
  }

  private func bar(_ hit: NumberedHit, _ mark: HitTimeline.Mark) -> HTML {
    let width = max(6, Int((mark.last - mark.first) * 1000))
    let height = max(4, Int(mark.height * 38))
    let left = min(1000 - width, Int(mark.first * 1000))
    return """
      <a href="#\(hit.id)" tabindex="-1"><rect x="\(left)" y="\(38 - height)" width="\(width)" \
      height="\(height)"><title>\(Self.words(for: hit.hit))</title></rect></a>
      """
  }

  private func item(for numbered: NumberedHit, isPlayable: Bool) -> HTML {
    let hit = numbered.hit
    let words = hit.words.flatMap { $0.isEmpty ? nil : $0 }
    return """
      <li id="\(numbered.id)">
      \(picture(media[hit.picture], of: "A picture of it"))
      <div>
      <p>\(time(of: hit, isPlayable: isPlayable)) \(score(of: hit))</p>
      \(words.map { "<p class=\"words\" dir=\"auto\">\($0)</p>" as HTML })
      </div>
      </li>

      """
  }

  private func time(of hit: Hit, isPlayable: Bool) -> HTML? {
    guard let part = hit.part else { return nil }
    guard isPlayable else { return "<span>\(Self.words(for: part))</span>" }
    return """
      <button type="button" data-start="\("\(part.lowerBound)")" \
      data-end="\(part.isEmptyPart ? "" : "\(part.upperBound)")">\(Self.words(for: part))</button>
      """
  }

  private func score(of hit: Hit) -> HTML? {
    guard let score = hit.fit else { return nil }
    return """
      <span class="score"><meter min="0" max="1" value="\("\(score)")" aria-hidden="true"></meter> \
      \(Self.words(forScore: score))</span>
      """
  }

  private func picture(_ medium: HitMedia.Medium?, of subject: String) -> HTML? {
    switch medium {
    case nil: return nil
    case .missing(let reason): return "<p class=\"missing\">The picture is not here: \(reason)</p>"
    case let medium?:
      return medium.source.map { "<img src=\"\($0)\" alt=\"\(subject)\" loading=\"lazy\">" }
    }
  }

  // MARK: Words

  private static func words(for hit: Hit) -> String {
    [hit.part.map(words(for:)), hit.fit.map(words(forScore:))]
      .compactMap(\.self).joined(separator: ", ")
  }

  private static func words(forScore score: Double) -> String {
    "score \((score * 1000).rounded() / 1000)"
  }

  private static func words(for part: ClosedRange<Double>) -> String {
    part.isEmptyPart
      ? time(part.lowerBound) : "\(time(part.lowerBound)) to \(time(part.upperBound))"
  }

  /// Minutes and seconds, as players show them.
  static func time(_ seconds: Double) -> String {
    guard seconds < 1e9 else { return "\(seconds) s" }
    let tenths = Int((seconds * 10).rounded())
    let (minutes, rest) = (tenths / 600, tenths % 600)
    let fraction = rest % 10 == 0 ? "" : ".\(rest % 10)"
    let ending = (rest < 100 ? "0" : "") + "\(rest / 10)\(fraction)"
    guard minutes >= 60 else { return "\(minutes):\(ending)" }
    return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):\(ending)"
  }
}

extension ClosedRange<Double> {
  /// Whether nobody said where it ends.
  fileprivate var isEmptyPart: Bool { lowerBound == upperBound }
}
