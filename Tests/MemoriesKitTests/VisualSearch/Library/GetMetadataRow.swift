import Foundation
import MemoriesKit

extension OperationTable {
  static let getMetadata = OperationSpecification(
    VisualSearch.GetMetadata.self,
    OperationTraits("VisualSearch.GetMetadata", .safe, rateGroup: .list),
    sends: [
      .init(
        .init("VI606404158946574336"),
        .get(.visualSearch, "get_metadata", query: [("video_no", "VI606404158946574336")])),
      .init(
        .init("VI1", scope: .uniqueID("my project")),
        .get(
          .visualSearch, "get_metadata", query: [("video_no", "VI1"), ("unique_id", "my project")],
          encoded: "video_no=VI1&unique_id=my%20project")),
      .init(.init("../x"), .get(.visualSearch, "get_metadata", query: [("video_no", "../x")])),
      .init(
        .init("a/b?c#d"),
        .get(
          .visualSearch, "get_metadata", query: [("video_no", "a/b?c#d")],
          encoded: "video_no=a/b%3Fc%23d")),
      .init(
        .init("a&unique_id=b+c%20ä"),
        .get(
          .visualSearch, "get_metadata", query: [("video_no", "a&unique_id=b+c%20ä")],
          encoded: "video_no=a%26unique_id%3Db%2Bc%2520%C3%A4")),
    ],
    limits: [
      .beyond("videoNo") { $0.videoNo = "" },
      .beyond("videoNo", "scope") { $0 = .init(" ", scope: .uniqueID("")) },
      .beyond("videoNo", "scope") { $0 = .init("\n\t", scope: .uniqueID("")) },
      .beyond("videoNo", "scope") { $0 = .init("\u{2003}", scope: .uniqueID("")) },
      .beyond("scope") { $0.scope = .folder(7) },
      .beyond("scope") { $0.scope = .defaultFolder },
      .beyond("scope") { $0.scope = .folder(0) },
      .beyond("scope") { $0.scope = .folder(-2) },
      .beyond("scope") { $0.scope = .folder(.max) },
    ],
    answers: [
      RecordedAnswers(
        "get_metadata.har",
        .value(
          VisualSearch.GetMetadata("VI606404158946574336"),
          VisualSearch.VideoMetadata(
            videoNo: "VI606404158946574336", videoName: "182082-867762198_tiny", status: .parsed,
            duration: 12, size: 3_284_512,
            createTime: Date(timeIntervalSince1970: 1_754_037_217.992),
            datetimeTaken: Date(timeIntervalSince1970: 1_729_388_400), cameraModel: "Canon EOS 5D",
            latitude: 39.9042, longitude: 116.4074, tags: ["holiday", "beijing", "api"],
            bucket: "mavi-resource", blob: "VI606404158946574336.mp4", resolutionLabel: "720P",
            fps: 30, width: 1280, height: 720)),
        .value(VisualSearch.GetMetadata("VI1"), nil))
    ],
    bodies: ["get_metadata/1", "get_metadata/2"])
}
