extension VisualIntelligence {
  /// The result of ``DescribeFrames``.
  public struct FrameDescriptions: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue
    /// The pieces of the video in their order.
    public let segments: [Segment]

    /// Takes JSON; throws when it has no pieces.
    public init(json: JSONValue) throws {
      guard let segments = json["data"]?.array else {
        throw JSONMismatch(reason: "there is no list of descriptions")
      }
      self.json = json
      self.segments = segments.map(Segment.init)
    }

    /// A piece of the video.
    public struct Segment: JSONBacked {
      /// All that the service sent.
      public let json: JSONValue

      /// Takes JSON.
      public init(json: JSONValue) {
        self.json = json
      }

      /// Where it begins, in seconds from the start.
      public var startTime: Double? { json["start_time"]?.double }
      /// Where it ends, in seconds from the start.
      public var endTime: Double? { json["end_time"]?.double }
      /// What is seen. The documentation shows only how the name of this member ends, so the first
      /// one whose name ends in “description” is taken.
      public var text: String? {
        json.object?.members.first { $0.name.lowercased().hasSuffix("description") }?.value.string
      }
    }
  }
}
