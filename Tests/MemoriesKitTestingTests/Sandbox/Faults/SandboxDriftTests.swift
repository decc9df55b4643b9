import Foundation
import MemoriesKit
import XCTest

@testable import MemoriesKitTesting

final class SandboxDriftTests: SandboxTestCase {
  func testEnvelopeDrifts() async throws {
    let cases: [(Sandbox.Drift, String)] = [
      (.codeOfOtherType, #"{"code":0,"msg":"success","data":null,"success":true,"failed":false}"#),
      (
        .nullAsText, #"{"code":"0000","msg":"success","data":"null","success":true,"failed":false}"#
      ),
      (.withoutSuccess, #"{"code":"0000","msg":"success","data":null}"#),
      (
        .messageInsteadOfMsg,
        #"{"code":"0000","message":"success","data":null,"success":true,"failed":false}"#
      ),
    ]
    try await withSandbox { sandbox in
      for (drift, text) in cases {
        try sandbox.failNext(.any, with: .drift(drift))
        XCTAssertEqual(try sandbox.search("/get_metadata?video_no=VI1").text, text, "\(drift)")
      }
    }
  }

  func testDataDrifts() async throws {
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(Data(count: 500), named: "a.mp4")
      let data = { (drifts: [Sandbox.Drift]) in
        for drift in drifts { try sandbox.failNext(.any, with: .drift(drift)) }
        return try sandbox.search("/get_metadata?video_no=\(videoNo)").json().data
      }
      XCTAssertEqual(try data([])["size"] as? Int, 500)
      XCTAssertEqual(try data([.numbersAsText])["size"] as? String, "500")
      XCTAssertEqual(try data([.unknownStatus])["status"] as? String, "UNHEARD_OF")
      XCTAssertEqual(try data([.nullAsText])["cause"] as? String, "null")
      XCTAssertEqual(try data([.otherCasing])["videoNo"] as? String, videoNo)
      let both = try data([.numbersAsText, .otherCasing])
      XCTAssertEqual(both["resolutionLabel"] as? String, "720P")
      XCTAssertEqual(both["fps"] as? String, "30")
    }
  }

  func testOtherCasingOfAnUploadIsSnakeCase() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox { sandbox in
      try sandbox.failNext(.any, with: .drift(.otherCasing))
      XCTAssertEqual(
        Set(try sandbox.upload(movie).data.keys),
        ["video_no", "video_name", "video_status", "upload_time"])
    }
  }

  func testAnUploadKeepsAllItsDrifts() async throws {
    let movie = try file("a.mp4", Data("movie".utf8))
    try await withSandbox { sandbox in
      for drifts in [[.otherCasing, .unknownStatus], [.unknownStatus, .otherCasing]]
        as [[Sandbox.Drift]]
      {
        for drift in drifts { try sandbox.failNext(.any, with: .drift(drift)) }
        XCTAssertEqual(try sandbox.upload(movie).data["video_status"] as? String, "UNHEARD_OF")
      }
      try sandbox.failNext(.any, with: .drift(.otherCasing, .unknownStatus))
      XCTAssertEqual(try sandbox.upload(movie).data["video_status"] as? String, "UNHEARD_OF")
    }
  }

  func testEveryPairOfDriftsKeepsBothEffects() {
    // A member of each name that means a status, in the casing that the service gives it.
    let envelope: JSONValue = [
      "code": "0000", "msg": "success", "success": true, "failed": false,
      "data": [
        "videoNo": "VI1", "size": 7, "cameraModel": .null, "videoStatus": "UNPARSE",
        "item": ["status": "PARSE"], "asset": ["upload_status": "SUCCESS"],
      ],
    ]
    for first in Sandbox.Drift.allCases {
      for second in Sandbox.Drift.allCases where first != second {
        let drifted = second.applied(to: first.applied(to: envelope))
        for drift in [first, second] {
          XCTAssertTrue(
            Self.shows(drift, drifted), "\(drift) of \(first), \(second): \(drifted.text())")
        }
      }
    }
    for drift in Sandbox.Drift.allCases { XCTAssertFalse(Self.shows(drift, envelope), "\(drift)") }
  }

  /// Whether the effect of a drift is all over an envelope.
  private static func shows(_ drift: Sandbox.Drift, _ envelope: JSONValue) -> Bool {
    guard let data = envelope[exactly: "data"], let item = data[exactly: "item"],
      let asset = data[exactly: "asset"]
    else {
      return false
    }
    switch drift {
    case .numbersAsText: return data[exactly: "size"] == "7"
    case .codeOfOtherType: return envelope[exactly: "code"] == .int(0)
    case .nullAsText:
      return (data[exactly: "cameraModel"] ?? data[exactly: "camera_model"]) == "null"
        && item[exactly: "cause"] == "null"
    case .otherCasing:
      return data[exactly: "video_no"] != nil && data[exactly: "video_status"] != nil
        && asset[exactly: "uploadStatus"] != nil
    case .unknownStatus:
      return (data[exactly: "videoStatus"] ?? data[exactly: "video_status"]) == "UNHEARD_OF"
        && item[exactly: "status"] == "UNHEARD_OF"
        && (asset[exactly: "upload_status"] ?? asset[exactly: "uploadStatus"]) == "UNHEARD_OF"
    case .withoutSuccess:
      return envelope[exactly: "success"] == nil && envelope[exactly: "failed"] == nil
    case .messageInsteadOfMsg:
      return envelope[exactly: "message"] == "success" && envelope[exactly: "msg"] == nil
    }
  }

  func testDownloadsDoNotDrift() async throws {
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(Data("{\"size\":1}".utf8), named: "a.mp4")
      for drift in Sandbox.Drift.allCases { try sandbox.failNext(.any, with: .drift(drift)) }
      let path = "/download?bucket=mavi-resource&blob=\(videoNo).mp4"
      XCTAssertEqual(try sandbox.search(path).text, "{\"size\":1}")
    }
  }
}
