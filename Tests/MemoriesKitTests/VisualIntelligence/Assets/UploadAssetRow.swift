import Foundation
import MemoriesKit

extension OperationTable {
  static let uploadAsset = OperationSpecification(
    VisualIntelligence.UploadAsset.self,
    OperationTraits("VisualIntelligence.UploadAsset", .billed, rateGroup: .assetUpload),
    sends: [
      .init(
        .init(file: Media.movie),
        .post(
          .visualIntelligence, "upload",
          .multipart([
            .file("file", named: "my_video.mp4", type: "video/mp4", "moving pictures")
          ]))),
      .init(
        .init(.data(Data("sound".utf8), fileName: "Ton.M4A")),
        .post(
          .visualIntelligence, "upload",
          .multipart([.file("file", named: "Ton.M4A", type: "audio/mp4", "sound")]))),
    ],
    // Every documented format, in any case; no size is documented.
    limits: [
      "MP4", "MOV", "AVI", "WebM", "MKV", "FLV", "WMV", "MPEG", "MP3", "WAV", "AAC", "FLAC", "OGG",
      "M4A", "JPEG", "PNG", "GIF", "WebP", "BMP", "TIFF", "jpg",
    ].map { suffix in
      .within { $0.medium = .data(Data([0]), fileName: "a.\(suffix)") }
    }
      + [
        .beyond("medium") { $0.medium = .data(Data([1]), fileName: "a.txt") },
        .beyond("medium") { $0.medium = .data(Data(), fileName: "a.mp4") },
        .beyond("medium", "medium") { $0.medium = .data(Data(), fileName: "") },
        .beyond("medium") { $0.medium = .file(URL(fileURLWithPath: "/nowhere/none.mp4")) },
        .beyond("medium", "medium") {
          $0.medium = .file(Media.movie.deletingLastPathComponent())
        },
      ],
    answers: [
      RecordedAnswers(
        "upload_asset.har",
        .value(
          VisualIntelligence.UploadAsset(file: Media.movie),
          VisualIntelligence.UploadAsset.Output(assetID: "re_660727003963174912"),
          code: "200"))
    ], bodies: ["v2_upload/1"])
}
