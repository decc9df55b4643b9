import Foundation
import MemoriesKitTesting
import XCTest

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
        sandbox.failNext(.any, with: .drift(drift))
        XCTAssertEqual(try sandbox.search("/get_metadata?video_no=VI1").text, text, "\(drift)")
      }
    }
  }

  func testDataDrifts() async throws {
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(Data(count: 500), named: "a.mp4")
      let data = { (drifts: [Sandbox.Drift]) in
        for drift in drifts { sandbox.failNext(.any, with: .drift(drift)) }
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
      sandbox.failNext(.any, with: .drift(.otherCasing))
      XCTAssertEqual(
        Set(try sandbox.upload(movie).data.keys),
        ["video_no", "video_name", "video_status", "upload_time"])
    }
  }

  func testDownloadsDoNotDrift() async throws {
    try await withSandbox { sandbox in
      let videoNo = sandbox.addVideo(Data("{\"size\":1}".utf8), named: "a.mp4")
      for drift in Sandbox.Drift.allCases { sandbox.failNext(.any, with: .drift(drift)) }
      let path = "/download?bucket=mavi-resource&blob=\(videoNo).mp4"
      XCTAssertEqual(try sandbox.search(path).text, "{\"size\":1}")
    }
  }
}
