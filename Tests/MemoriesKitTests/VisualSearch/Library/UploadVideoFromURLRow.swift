import Foundation
import MemoriesKit

extension OperationTable {
  static let uploadVideoFromURL = OperationSpecification(
    VisualSearch.UploadVideoFromURL.self,
    OperationTraits("VisualSearch.UploadVideoFromURL", .billed, rateGroup: .upload),
    sends: [
      .init(.init(url), upload(("url", "https://a.example/my%20clip.mp4?sig=a%2Fb&x=1"))),
      .init(
        full,
        upload(
          ("url", "http://a.example/list.m3u8"),
          ("unique_id", "my-project"),
          ("callback", "https://your.app/callback?a=b&c=d"),
          ("datetime_taken", "2025-10-20 11:00:00"),
          ("camera_model", "Canon EOS 5D"),
          ("latitude", "39.9042"),
          ("longitude", "116.4074"),
          ("tags", "outdoor"),
          ("tags", "2026"),
          ("retain_original_video", "false"),
          ("video_transcription_prompt", "Focus on “dialogue” & a=b"))),
      .init(
        captured,
        upload(
          ("url", "https://a.example/my%20clip.mp4?sig=a%2Fb&x=1"),
          ("folder_id", "671631448308117501"),
          ("datetime_taken", "2026-01-01 06:15:15"))),
    ],
    limits: ["ftp://a.example/a.mp4", "file:///a.mp4", "a.mp4", "https:///a.mp4"].map { text in
      .beyond("url") { $0.url = URL(string: text) ?? URL(fileURLWithPath: "/") }
    } + [
      .within { $0.url = URL(string: "HTTPS://a.example") ?? $0.url },
      .beyond("scope") { $0.scope = .uniqueID("") },
      .beyond("scope") { $0.scope = .folder(-2) },
      .within {
        $0.callback = URL(string: "https://a.example/" + String(repeating: "x", count: 281))
      },
      .beyond("callback") {
        $0.callback = URL(string: "https://a.example/" + String(repeating: "x", count: 282))
      },
      .beyond("capturedAtText") { $0.capturedAtText = "2025-10-20T11:00:00" },
      .beyond("capturedAtText") {
        $0.capturedAtText = "2025-10-20 11:00:00"
        $0.capturedAt = Date(timeIntervalSince1970: 0)
      },
      .beyond("capturedAt") { $0.capturedAt = .init(timeIntervalSince1970: .nan) },
      .within { $0.cameraModel = String(repeating: "x", count: 200) },
      .beyond("cameraModel") { $0.cameraModel = String(repeating: "x", count: 201) },
      .beyond("location") { $0.location = .init(latitude: 91, longitude: 0) },
      .within { $0.tags = Array(repeating: "a", count: 20) },
      .beyond("tags") { $0.tags = Array(repeating: "a", count: 21) },
    ],
    bodies: ["upload_url/2", "upload_url/3", "upload_url/4"])

  private static let url =
    URL(string: "https://a.example/my%20clip.mp4?sig=a%2Fb&x=1") ?? URL(fileURLWithPath: "/")

  private static func upload(_ fields: DocumentedRequest.Field...) -> DocumentedRequest {
    .post(.visualSearch, "upload_url", .form(fields))
  }

  private static var full: VisualSearch.UploadVideoFromURL {
    var upload = VisualSearch.UploadVideoFromURL(
      URL(string: "http://a.example/list.m3u8") ?? URL(fileURLWithPath: "/"))
    upload.scope = .uniqueID("my-project")
    upload.callback = URL(string: "https://your.app/callback?a=b&c=d")
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["outdoor", "2026"]
    upload.retainsOriginal = false
    upload.transcriptionPrompt = "Focus on “dialogue” & a=b"
    return upload
  }

  private static var captured: VisualSearch.UploadVideoFromURL {
    var upload = VisualSearch.UploadVideoFromURL(url)
    upload.scope = .folder(671_631_448_308_117_501)
    // 1 January 2026, 00:30:15 UTC.
    upload.capturedAt = Date(timeIntervalSince1970: 1_767_227_415)
    if let zone = TimeZone(identifier: "Asia/Kathmandu") { upload.timeZone = zone }
    return upload
  }
}
