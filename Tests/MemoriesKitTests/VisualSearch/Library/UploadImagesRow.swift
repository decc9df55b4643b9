import Foundation
import MemoriesKit

extension OperationTable {
  static let uploadImages = OperationSpecification(
    VisualSearch.UploadImages.self,
    OperationTraits("VisualSearch.UploadImages", .billed, rateGroup: .upload),
    sends: [
      .init(
        .init([.file(Media.picture)]),
        upload(.file("files", named: "query.png", type: "image/png", "picture"))),
      .init(
        full,
        upload(
          .text("unique_id", "album"),
          .text("datetime_taken", "2025-10-20 11:00:00"),
          .text("camera_model", "Canon EOS 5D"),
          .text("latitude", "39.9042"),
          .text("longitude", "116.4074"),
          .text("tags", "outdoor"),
          .text("tags", "2026"),
          .file("files", named: "query.png", type: "image/png", "picture"),
          .file("files", named: "b.JPG", type: "image/jpeg", "in memory"))),
      .init(
        captured,
        upload(
          .text("folder_id", "-1"), .text("datetime_taken", "2026-01-01 06:15:15"),
          .file("files", named: "query.png", type: "image/png", "picture"))),
    ],
    limits: [
      .beyond("images") { $0.images = [] },
      .beyond("images[1]", "images[2]") {
        $0.images.append(.data(Data([1]), fileName: "a.tiff"))
        $0.images.append(.data(Data(), fileName: "a.png"))
      },
      .beyond("scope") { $0.scope = .folder(-2) },
      .beyond("capturedAtText") { $0.capturedAtText = "yesterday" },
      .beyond("cameraModel") { $0.cameraModel = String(repeating: "x", count: 201) },
      .beyond("location") { $0.location = .init(latitude: 0, longitude: 181) },
      .within { $0.tags = Array(repeating: "a", count: 50) },
      .beyond("tags") { $0.tags = Array(repeating: "a", count: 51) },
      .beyond("tags") { $0.tags = [" "] },
    ],
    bodies: ["upload_img/1", "upload_img/2"])

  private static func upload(_ parts: DocumentedRequest.Part...) -> DocumentedRequest {
    .post(.visualSearch, "upload_img", .multipart(parts))
  }

  private static var full: VisualSearch.UploadImages {
    var upload = VisualSearch.UploadImages([
      .file(Media.picture), .data(Data("in memory".utf8), fileName: "b.JPG"),
    ])
    upload.scope = .uniqueID("album")
    upload.capturedAtText = "2025-10-20 11:00:00"
    upload.cameraModel = "Canon EOS 5D"
    upload.location = VisualSearch.GeoPoint(latitude: 39.9042, longitude: 116.4074)
    upload.tags = ["outdoor", "2026"]
    return upload
  }

  private static var captured: VisualSearch.UploadImages {
    var upload = VisualSearch.UploadImages([.file(Media.picture)])
    upload.scope = .defaultFolder
    // 1 January 2026, 00:30:15 UTC.
    upload.capturedAt = Date(timeIntervalSince1970: 1_767_227_415)
    if let zone = TimeZone(identifier: "Asia/Kathmandu") { upload.timeZone = zone }
    return upload
  }
}
