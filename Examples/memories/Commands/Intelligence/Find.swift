import MemoriesKit
import Terminal

/// `memories find`: lets an agent look for public videos.
struct FindCommand: Command {
  static let syntax = Syntax(
    name: "find", summary: "Lets an agent look for public videos.", operands: ["QUESTION"],
    options: [platform, .limit, timeFrame, maxSteps],
    remarks: """
      The agent takes minutes; what it tells meanwhile is printed as it comes, unless --json asks for
      one document. The search is billed.
      """)

  private static let platform = Option(
    name: "on", placeholder: "PLATFORM", isRepeatable: true,
    summary: "Only there: youtube, tiktok, instagram or twitter.")
  private static let timeFrame = Option(
    name: "within", placeholder: "TIME",
    summary: "Only newer ones: past_24h, past_week, past_month or past_year.")
  private static let maxSteps = Option(
    name: "max-steps", placeholder: "N", summary: "How many steps the agent may take.")

  private var search: VisualIntelligence.FindVideos

  init(_ arguments: Arguments) throws {
    search = VisualIntelligence.FindVideos(arguments.operands[0])
    search.platforms = try arguments.values(Self.platform).map { text in
      guard let platform = VisualIntelligence.SocialPlatform(rawValue: text.lowercased()) else {
        throw arguments.error("--on must be youtube, tiktok, instagram or twitter")
      }
      return platform
    }
    search.maxResults = try arguments.number(.limit)
    search.timeFrame = try arguments.choice(Self.timeFrame)
    search.maxSteps = try arguments.number(Self.maxSteps)
  }

  func run(in context: Context) async throws {
    let output = context.output
    for try await event in try await context.client().events(of: search) {
      switch event {
      case .step(let name, let json):
        guard !output.isJSON else { continue }
        let line = Lines.table([[name, json["message"]?.string ?? json.text()]])
        try output.write(line.map { $0 + "\n" }.joined())
      case .complete(let findings):
        try output.show(
          billed: findings,
          Lines.paragraphs(findings.answer ?? "") + Lines.table(findings.videos.map(\.cells)))
      }
    }
  }
}

extension VisualIntelligence.FoundVideo {
  fileprivate var cells: [String] {
    [platform ?? "", title ?? "", url?.absoluteString ?? videoID ?? ""]
  }
}
