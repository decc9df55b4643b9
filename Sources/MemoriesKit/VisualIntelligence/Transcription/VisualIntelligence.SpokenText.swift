extension VisualIntelligence {
  /// What is said in an asset, or who speaks when: an answer, or the result of a job.
  public struct SpokenText: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The pieces in their order.
    public let segments: [Segment]

    /// Takes JSON; throws when it has no list of pieces.
    public init(json: JSONValue) throws {
      // An answer has `items`, the result of a job `data`.
      guard let segments = (json["items"] ?? json["data"])?.array else {
        throw JSONMismatch(reason: "there is no list of what was said")
      }
      self.json = json
      self.segments = segments.map(Segment.init)
    }

    /// The model that found it out.
    public var model: Model? {
      (json["model"] ?? json["usage_metadata"]?["model"])?.string.map { Model($0) }
    }
    /// The length of the asset in seconds, for which the service bills; only jobs tell it.
    public var duration: Double? { json["usage_metadata"]?["duration"]?.double }
    /// All that is said, without the times.
    public var text: String { segments.compactMap(\.text).joined(separator: " ") }

    /// A piece of it. Everything may be missing.
    public struct Segment: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON.
      public init(json: JSONValue) {
        self.json = json
      }

      /// What is said; nil where only the speakers were asked for.
      public var text: String? { json["text"]?.string }
      /// Where it begins, in seconds from the start. It has two names, by the age of the service.
      public var startTime: Double? { (json["start_time"] ?? json["start"])?.double }
      /// Where it ends, in seconds from the start.
      public var endTime: Double? { (json["end_time"] ?? json["end"])?.double }
      /// Who speaks, as `SPEAKER_00`, where speakers were asked for.
      public var speaker: String? { json["speaker"]?.string }
    }
  }
}
