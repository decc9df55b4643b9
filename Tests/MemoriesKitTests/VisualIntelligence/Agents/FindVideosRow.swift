import MemoriesKit

extension OperationTable {
  static let findVideos = OperationSpecification(
    VisualIntelligence.FindVideos.self,
    OperationTraits("VisualIntelligence.FindVideos", .billed, silence: .seconds(600)),
    sends: [
      .init(
        .init("takoyaki"),
        .post(.visualIntelligence, "queries/stream", .json(#"{"query":"takoyaki"}"#))),
      .init(
        changed(VisualIntelligence.FindVideos("takoyaki")) {
          $0.platforms = [.youTube, .twitter]
          $0.maxResults = 50
          $0.timeFrame = .pastDay
          $0.maxSteps = 20
          $0.mayAskBack = false
        },
        .post(
          .visualIntelligence, "queries/stream",
          .json(
            #"{"enable_clarification":false,"max_results":50,"max_steps":20,"platforms":["youtube","twitter"],"query":"takoyaki","time_frame":"past_24h"}"#
          ))),
    ],
    limits: [
      .beyond("query") { $0.query = " " },
      .beyond("maxResults") { $0.maxResults = 0 },
      .beyond("maxResults") { $0.maxResults = 51 },
      .within { $0.maxResults = 1 },
      .beyond("maxSteps") { $0.maxSteps = 0 },
      .beyond("maxSteps") { $0.maxSteps = 21 },
      .within { $0.maxSteps = 20 },
    ])
}
