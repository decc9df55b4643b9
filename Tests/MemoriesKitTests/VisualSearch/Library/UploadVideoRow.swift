import Foundation
import MemoriesKit

extension OperationTable {
  static let uploadVideo = OperationSpecification(
    VisualSearch.UploadVideo.self,
    OperationTraits("VisualSearch.UploadVideo", .billed, rateGroup: .upload),
    sends: [
      .init(.init(file: Media.movie), upload(.movie)),
      // The file goes last.
      .init(
        full,
        upload(
          .text("unique_id", "my-project"),
          .text("callback", "https://your.app/callback?a=b&c=d"),
          .text("datetime_taken", "2025-10-20 11:00:00"),
          .text("camera_model", "Canon EOS 5D"),
          .text("latitude", "39.9042"),
          .text("longitude", "116.4074"),
          .text("tags", "outdoor"),
          .text("tags", "2026"),
          .text("tags", "outdoor"),
          .text("retain_original_video", "false"),
          .text("video_transcription_prompt", "Focus on “dialogue” 🎬"),
          .file("file", named: "clip.MOV", type: "video/quicktime", "moving pictures"))),
      // What is not set is not sent.
      changed(.text("unique_id", "default")) { $0.scope = .uniqueID("default") },
      changed(.text("folder_id", "-1")) { $0.scope = .defaultFolder },
      changed(.text("folder_id", "671631448308117501")) {
        $0.scope = .folder(671_631_448_308_117_501)
      },
      changed(.text("callback", "https://a.example/")) {
        $0.callback = URL(string: "https://a.example/")
      },
      changed(.text("camera_model", "")) { $0.cameraModel = "" },
      changed(.text("latitude", "0.0"), .text("longitude", "-0.5")) {
        $0.location = VisualSearch.GeoPoint(latitude: 0, longitude: -0.5)
      },
      changed(.text("tags", "one")) { $0.tags = ["one"] },
      changed(.text("retain_original_video", "true")) { $0.retainsOriginal = true },
      changed(.text("retain_original_video", "false")) { $0.retainsOriginal = false },
      changed(.text("video_transcription_prompt", "p")) { $0.transcriptionPrompt = "p" },
      // A date is written as a clock in its zone showed it.
      captured(in: "UTC", "2026-01-01 00:30:15"),
      captured(in: "America/New_York", "2025-12-31 19:30:15"),
      captured(in: "Asia/Kathmandu", "2026-01-01 06:15:15"),
    ],
    limits: uploadVideoLimits,
    answers: [
      RecordedAnswers("upload.har", .value(documented, receipt)),
      RecordedAnswers(
        "upload_without_flags.har",
        .value(VisualSearch.UploadVideo(file: Media.movie), receipt)),
    ],
    bodies: ["upload/2", "upload/3", "upload/4"])

  private typealias Example = OperationSpecification<VisualSearch.UploadVideo>.Example

  private static func upload(_ parts: DocumentedRequest.Part...) -> DocumentedRequest {
    .post(.visualSearch, "upload", .multipart(parts))
  }

  private static func changed(
    _ parts: DocumentedRequest.Part..., line: UInt = #line,
    _ change: (inout VisualSearch.UploadVideo) -> Void
  ) -> Example {
    var request = VisualSearch.UploadVideo(file: Media.movie)
    change(&request)
    return Example(
      request, .post(.visualSearch, "upload", .multipart(parts + [.movie])), line: line)
  }

  private static func captured(in zone: String, _ text: String, line: UInt = #line) -> Example {
    changed(.text("datetime_taken", text), line: line) {
      // 1 January 2026, 00:30:15 UTC.
      $0.capturedAt = Date(timeIntervalSince1970: 1_767_227_415)
      if let zone = TimeZone(identifier: zone) { $0.timeZone = zone }
    }
  }

  private static var full: VisualSearch.UploadVideo {
    var upload = VisualSearch.UploadVideo(file: Media.clip)
    upload.scope = .uniqueID("my-project")
    upload.callback = URL(string: "https://your.app/callback?a=b&c=d")
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["outdoor", "2026", "outdoor"]
    upload.retainsOriginal = false
    upload.transcriptionPrompt = "Focus on “dialogue” 🎬"
    return upload
  }

  private static var documented: VisualSearch.UploadVideo {
    var upload = VisualSearch.UploadVideo(file: Media.movie)
    upload.scope = .uniqueID("my-project")
    upload.callback = URL(string: "https://your.app/callback")
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["tag1", "tag2"]
    upload.retainsOriginal = true
    upload.transcriptionPrompt = "Focus on spoken dialogue"
    return upload
  }

  private static let receipt = VisualSearch.UploadVideo.Output(
    videoNo: "VI568102998803353600", videoName: "1be6a69f3c6e49bf986235d68807ab1f",
    videoStatus: .unparsed, uploadTime: Date(timeIntervalSince1970: 1_744_905_509.814))
}

extension DocumentedRequest.Part {
  fileprivate static let movie = file(
    "file", named: "my_video.mp4", type: "video/mp4", "moving pictures")
}
