import MemoriesKit

extension OperationTable {
  static let downloadVideo = OperationSpecification(
    VisualSearch.DownloadVideo.self,
    OperationTraits("VisualSearch.DownloadVideo", .billed, rateGroup: .download),
    sends: [
      .init(
        .init("VI625239098370850816"),
        .post(.visualSearch, "download", .json(#"{"video_no":"VI625239098370850816"}"#)),
        fileName: "VI625239098370850816"),
      .init(
        .init("VI1", scope: .uniqueID("a \"b\"")),
        .post(
          .visualSearch, "download", .json(#"{"unique_id":"a \"b\"","video_no":"VI1"}"#)),
        fileName: "VI1"),
      .init(.init("../x"), .post(.visualSearch, "download", .json(#"{"video_no":"../x"}"#))),
    ],
    limits: [
      .beyond("videoNo") { $0.videoNo = "" },
      .beyond("videoNo", "scope") { $0 = .init(" ", scope: .uniqueID("")) },
      .beyond("scope") { $0.scope = .folder(7) },
      .beyond("scope") { $0.scope = .defaultFolder },
    ],
    answers: [
      RecordedAnswers(
        "download_by_number.har",
        .refusal(
          VisualSearch.DownloadVideo("VI625239098370850816"), .notFound, code: "0001",
          "video not found"),
        .refusal(
          VisualSearch.DownloadVideo("VI625239098370850816", scope: .uniqueID("default")),
          .rateLimited, code: "0429", "Request has exceeded the limit."))
    ],
    bodies: [
      .refusal("download/1", .notFound),
      .refusal("v1_error/1", .rateLimited), .refusal("v1_error/2", .refused),
      // An envelope in place of the file.
      .incomplete("download/2"),
    ])
}
