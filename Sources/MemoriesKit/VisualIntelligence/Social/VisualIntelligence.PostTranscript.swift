extension VisualIntelligence {
  /// The transcript of a post. Each platform has a form of its own; what is documented of them is read
  /// into one.
  public struct PostTranscript: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue

    /// Takes JSON.
    public init(json: JSONValue) {
      self.json = json
    }

    /// The post itself, which stands in a list.
    private var post: JSONValue { json[0] ?? json }

    /// All that is said. Nil for TikTok, which has only ``webVTT``.
    public var text: String? {
      if let text = (post["transcript_text"] ?? post["transcript"])?.string, !isWebVTT(text) {
        return text
      }
      return segments.map { $0.compactMap(\.text).joined(separator: " ") }
    }

    /// The pieces with their times, where the platform has them: YouTube and Instagram.
    public var segments: [Segment]? {
      (post["segments"] ?? post["data"])?.array?.map(Segment.init)
    }

    /// The subtitles in WebVTT, where the platform has them: TikTok and Twitter.
    public var webVTT: String? {
      if let text = post["webvtt_text"]?.string { return text }
      return post["transcript"]?.string.flatMap { isWebVTT($0) ? $0 : nil }
    }

    private func isWebVTT(_ text: String) -> Bool { text.hasPrefix("WEBVTT") }

    /// A piece of what is said.
    public struct Segment: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON.
      public init(json: JSONValue) {
        self.json = json
      }

      /// What is said.
      public var text: String? { json["text"]?.string }
      /// Where it begins, in seconds from the start.
      public var startTime: Double? { json["start"]?.double }
      /// Where it ends, in seconds from the start. YouTube tells how long it takes instead.
      public var endTime: Double? {
        json["end"]?.double
          ?? startTime.flatMap { start in json["dur"]?.double.map { start + $0 } }
      }
    }
  }
}
