import Foundation
import MemoriesKit

extension OperationTable {
  static let listVideos = OperationSpecification(
    VisualSearch.ListVideos.self,
    OperationTraits("VisualSearch.ListVideos", .safe, rateGroup: .list),
    sends: [
      .init(.init(), .post(.visualSearch, "list_videos", .json(#"{"page":1}"#))),
      .init(
        .init(scope: .defaultFolder),
        .post(.visualSearch, "list_videos", .json(#"{"folder_id":-1,"page":1}"#))),
      .init(
        filtered,
        .post(
          .visualSearch, "list_videos",
          .json(
            #"{"camera_model":"Canon","datetime_taken":1700000000500,"latitude":1.5,"#
              + #""longitude":-2.5,"page":3,"size":50,"status":"FAILED","tag":"outdoor","#
              + #""unique_id":"team","video_name":"a","video_nos":["VI1","VI2"]}"#))),
      // The filter knows one word for failure.
      listed(.parsed, "PARSE"), listed(.unparsed, "UNPARSE"), listed(.failed, "FAILED"),
      listed(.fail, "FAILED"), listed(.parseError, "FAILED"), listed(.error, "FAILED"),
    ],
    limits: [
      .beyond("page", "size", "scope", "tag", "near") {
        $0.scope = .uniqueID("")
        $0.page = 0
        $0.size = 0
        $0.tag = " "
        $0.near = VisualSearch.GeoPoint(latitude: 91, longitude: 0)
      },
      .within { $0.scope = .folder(-1) },
      // The legacy folder can be listed.
      .within { $0.scope = .folder(-2) },
      .within { $0.scope = .folder(1) },
      .within { $0.scope = .folder(.max) },
      .beyond("scope") { $0.scope = .folder(0) },
      .beyond("scope") { $0.scope = .folder(-3) },
      .beyond("scope") { $0.scope = .folder(.min) },
      .beyond("status") { $0.status = VisualSearch.VideoStatus(rawValue: "REBUILDING") },
      .beyond("status") { $0.status = VisualSearch.VideoStatus(rawValue: "") },
      .beyond("status") { $0.status = VisualSearch.VideoStatus(rawValue: "parse") },
      .beyond("status") { $0.status = VisualSearch.VideoStatus(rawValue: "PARSED") },
      .within { $0.capturedSince = .distantPast },
      .within { $0.capturedSince = .distantFuture },
      .within { $0.capturedSince = Date(timeIntervalSince1970: -1) },
      .beyond("capturedSince") { $0.capturedSince = Date(timeIntervalSince1970: .nan) },
      .beyond("capturedSince") { $0.capturedSince = Date(timeIntervalSince1970: .infinity) },
      .beyond("capturedSince") { $0.capturedSince = Date(timeIntervalSince1970: -.infinity) },
      .beyond("capturedSince") {
        $0.capturedSince = Date(timeIntervalSince1970: .greatestFiniteMagnitude)
      },
      .beyond("capturedSince") { $0.capturedSince = Date(timeIntervalSince1970: 1e16) },
    ],
    bodies: ["list_videos/4", "list_videos/5", "list_videos/6"])

  private static func listed(
    _ status: VisualSearch.VideoStatus, _ word: String, line: UInt = #line
  ) -> OperationSpecification<VisualSearch.ListVideos>.Example {
    var list = VisualSearch.ListVideos()
    list.status = status
    return .init(
      list, .post(.visualSearch, "list_videos", .json(#"{"page":1,"status":"\#(word)"}"#)),
      line: line)
  }

  private static var filtered: VisualSearch.ListVideos {
    var list = VisualSearch.ListVideos(scope: .uniqueID("team"))
    list.page = 3
    list.size = 50
    list.videoName = "a"
    list.videoNos = ["VI1", "VI2"]
    list.status = .failed
    list.cameraModel = "Canon"
    list.tag = "outdoor"
    list.capturedSince = Date(timeIntervalSince1970: 1_700_000_000.5)
    list.near = VisualSearch.GeoPoint(latitude: 1.5, longitude: -2.5)
    return list
  }
}
