import Foundation

extension VisualIntelligence {
  /// What the agent of ``FindVideos`` has found.
  public struct VideoFindings: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue

    /// Takes JSON; throws when it is no object.
    public init(json: JSONValue) throws {
      guard json.object != nil else { throw JSONMismatch(reason: "the findings are no object") }
      self.json = json
    }

    /// The findings, which may stand in a `data` member of the event.
    private var content: JSONValue {
      guard json["answer"] == nil, json["video_references"] == nil, let data = json["data"],
        data.object != nil
      else { return json }
      return data
    }

    /// The name of the search.
    public var sessionID: String? { content["session_id"]?.string }
    /// The question, as the service repeats it.
    public var query: String? { content["query"]?.string }
    /// The answer in words.
    public var answer: String? { content["answer"]?.string }
    /// The videos that it rests on.
    public var videos: [FoundVideo] {
      (content["video_references"]?.array ?? []).map(FoundVideo.init)
    }
    /// The platforms that the agent has looked at.
    public var platforms: [String]? { content["platforms_searched"]?.strings }
    /// How sure the agent is, from 0 to 1.
    public var confidence: Double? { content["confidence_score"]?.double }
    /// How many steps it has taken.
    public var stepCount: Int64? { content["steps_taken"]?.int64 }
    /// How many seconds it has taken.
    public var duration: Double? { content["execution_time_seconds"]?.double }
  }

  /// A public video that an agent has found.
  public struct FoundVideo: JSONBacked {
    /// All that the service sent.
    public let json: JSONValue

    /// Takes JSON.
    public init(json: JSONValue) {
      self.json = json
    }

    /// The platform's own id of the video.
    public var videoID: String? { json["video_id"]?.string }
    /// Where it is.
    public var url: URL? { json["url"]?.string.flatMap { URL(string: $0) } }
    /// Its title.
    public var title: String? { json["title"]?.string }
    /// The platform.
    public var platform: String? { json["platform"]?.string }
    /// Who has published it.
    public var creator: String? { json["creator"]?.string }
    /// Where to find who has published it.
    public var creatorURL: URL? { json["creator_url"]?.string.flatMap { URL(string: $0) } }
    /// A picture of it.
    public var thumbnailURL: URL? { json["thumbnail_url"]?.string.flatMap { URL(string: $0) } }
    /// Why it answers the question.
    public var relevanceNote: String? { json["relevance_note"]?.string }
    /// How often it was seen.
    public var views: Int64? { json["views"]?.int64 }
    /// How many like it.
    public var likes: Int64? { json["likes"]?.int64 }
    /// How many have said something about it.
    public var comments: Int64? { json["comments"]?.int64 }
    /// How many of those who saw it did something.
    public var engagementRate: Double? { json["engagement_rate"]?.double }
    /// How long it is, as text such as `0:45`.
    public var duration: String? { json["duration"]?.string }
    /// When it was published, as the service writes it.
    public var publishedAt: String? { json["published_at"]?.string }
  }
}
