import Foundation
import MemoriesKit

extension OperationTable {
  static let searchClipsByImage = OperationSpecification(
    VisualSearch.SearchClipsByImage.self,
    OperationTraits("VisualSearch.SearchClipsByImage", .billed, rateGroup: .search),
    sends: [
      .init(
        .init(image: .file(Media.picture), in: video, prompt: "focus on the red shirt"),
        .post(
          .visualSearch, "search_clips_by_image",
          .multipart([
            .text("video_no", "VI625239098370850816"),
            .text("prompt", "focus on the red shirt"),
            .file("file", named: "query.png", type: "image/png", "picture"),
          ]))),
      .init(
        .init(
          image: .data(Data("in memory".utf8), fileName: "Frame 1.JPG"), in: video, prompt: "red",
          scope: .uniqueID("default")),
        .post(
          .visualSearch, "search_clips_by_image",
          .multipart([
            .text("video_no", "VI625239098370850816"), .text("prompt", "red"),
            .text("unique_id", "default"),
            .file("file", named: "Frame 1.JPG", type: "image/jpeg", "in memory"),
          ]))),
    ],
    limits: ["jpg", "jpeg", "png", "gif", "bmp", "webp", "PNG", "JpEg"].map { suffix in
      .within { $0.image = .data(Data([0, 255]), fileName: "a.\(suffix)") }
    }
      + ["a.tiff", "a.mp4", "png", "a.png.exe", ""].map { name in
        .beyond("image") { $0.image = .data(Data([1]), fileName: name) }
      }
      + ["", "  ", "\r\n"].map { blank in
        .beyond("image", "image", "videoNo", "prompt", "scope") {
          $0 = .init(
            image: .data(Data(), fileName: "a.txt"), in: VisualSearch.VideoNo(blank), prompt: blank,
            scope: .uniqueID(""))
        }
      }
      + [
        .within { $0.scope = .uniqueID("a") },
        .beyond("scope") { $0.scope = .folder(7) },
        .beyond("scope") { $0.scope = .folder(3) },
        .beyond("scope") { $0.scope = .defaultFolder },
      ],
    answers: [
      // The example of the page, and that of the reference.
      RecordedAnswers(
        "search_clips_by_image.har",
        .value(documentedSearch(Media.picture, "focus on the red shirt, ignore background"), clips)),
      RecordedAnswers(
        "search_clips_by_image_reference.har",
        .value(
          documentedSearch(
            Media.otherPicture, "focus on the red shirt, ignore background color"), clips)),
    ],
    bodies: ["search_clips_by_image/1", "search_clips_by_image/2"])

  private static let video: VisualSearch.VideoNo = "VI625239098370850816"

  private static func documentedSearch(
    _ picture: URL, _ prompt: String
  ) -> VisualSearch.SearchClipsByImage {
    .init(image: .file(picture), in: video, prompt: prompt, scope: .uniqueID("default"))
  }

  private static let clips = [(12.5, 18.2, 0.8631), (42, 47.8, 0.8124)].map {
    VisualSearch.SearchClipsByImage.Clip(
      startTime: $0, endTime: $1, score: $2, videoBucket: "mavi-resource",
      videoBlob: "VI576925607808602112.mp4")
  }
}
