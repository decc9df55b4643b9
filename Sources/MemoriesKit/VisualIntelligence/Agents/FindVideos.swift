import Foundation

extension VisualIntelligence {
  /// Lets an agent look for public videos, and tell what it finds.
  ///
  /// The agent takes up to about five minutes, and is silent for a part of it; the client allows ten
  /// minutes between two events. The service bills the search.
  ///
  /// ```swift
  /// var search = VisualIntelligence.FindVideos("How do street cooks in Osaka make takoyaki?")
  /// search.platforms = [.tikTok]
  /// for try await event in try await client.events(of: search) {
  ///   switch event {
  ///   case .step(let name, _): print(name)
  ///   case .complete(let findings): print(findings.answer ?? "")
  ///   }
  /// }
  /// ```
  public struct FindVideos: Operation, EventOperation, Hashable, Codable {
    /// How long ago a video may have been published.
    public enum TimeFrame: String, Sendable, Hashable, Codable, CaseIterable {
      /// A day.
      case pastDay = "past_24h"
      /// A week.
      case pastWeek = "past_week"
      /// A month.
      case pastMonth = "past_month"
      /// A year.
      case pastYear = "past_year"
    }

    /// What to look for, in words.
    public var query: String
    /// Where to look; the agent decides if this is empty.
    public var platforms: [SocialPlatform] = []
    /// How many videos to find, from 1 to 50; the service uses 10 unless you set it.
    public var maxResults: Int?
    /// How long ago a video may have been published.
    public var timeFrame: TimeFrame?
    /// How many steps the agent may take, from 1 to 20; the service uses 10 unless you set it.
    public var maxSteps: Int?
    /// Whether the agent may ask back; false unless you set it. How to answer it is not documented.
    public var mayAskBack: Bool?

    /// Looks for videos.
    public init(_ query: String) {
      self.query = query
    }

    /// Reads an event. The service names it in its `event` line or, if that is missing, in the member
    /// `type` or `event` of its JSON. One named `error` ends the stream with its message.
    public static func event(from event: ServerSentEvent) throws -> AgentEvent? {
      guard !event.data.isEmpty, event.data != "[DONE]" else { return nil }
      let json = (try? JSONValue(parsing: event.data)) ?? .string(event.data)
      let isNamed = event.name != "message"
      let name = isNamed ? event.name : (json["type"] ?? json["event"])?.string ?? event.name
      switch name {
      case "error":
        throw APIFailure(inEvent: event)
      case "complete":
        return .complete(try VideoFindings(json: json))
      default:
        return .step(name, json)
      }
    }

    /// The event `complete`; a stream that ends without it or an error is not whole.
    public static let end = EventStreamEnd<AgentEvent>.event { event in
      if case .complete = event { true } else { false }
    }

    /// The service bills the search, and the agent thinks for minutes.
    public static let traits = OperationTraits(
      "VisualIntelligence.FindVideos", .billed, silence: .seconds(600))

    /// Refuses an empty query, and numbers outside of their ranges.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.requireText(query, "query")
      rules.check(maxResults, in: 1...50, "maxResults")
      rules.check(maxSteps, in: 1...20, "maxSteps")
      return rules.problems
    }

    private struct Body: Encodable {
      let query: String
      let platforms: [SocialPlatform]?
      let maxResults: Int?
      let timeFrame: TimeFrame?
      let maxSteps: Int?
      let mayAskBack: Bool?

      enum CodingKeys: String, CodingKey {
        case query, platforms
        case maxResults = "max_results"
        case timeFrame = "time_frame"
        case maxSteps = "max_steps"
        case mayAskBack = "enable_clarification"
      }
    }

    /// `POST /queries/stream`.
    public func request() throws -> MemoriesRequest {
      let body = Body(
        query: query, platforms: platforms.isEmpty ? nil : platforms, maxResults: maxResults,
        timeFrame: timeFrame, maxSteps: maxSteps, mayAskBack: mayAskBack)
      return try MemoriesRequest(.post, "queries", "stream", body: .json(body))
    }
  }
}
