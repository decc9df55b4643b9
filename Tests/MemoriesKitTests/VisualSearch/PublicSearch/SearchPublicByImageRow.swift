import Foundation
import MemoriesKit

extension OperationTable {
  static let searchPublicByImage = OperationSpecification(
    VisualSearch.SearchPublicByImage.self,
    OperationTraits("VisualSearch.SearchPublicByImage", .billed, rateGroup: .search),
    sends: [
      .init(
        .init(.file(Media.picture), on: .instagram), search(.text("type", "INSTAGRAM"), .picture)),
      .init(
        strict, search(.text("type", "TIKTOK"), .text("similarity", "0.000000500000"), .picture)),
    ],
    limits: ["jpg", "jpeg", "png", "gif", "bmp", "webp", "PNG"].map { suffix in
      .within { $0.image = .data(Data([0, 255]), fileName: "a.\(suffix)") }
    }
      + [
        .beyond("image") { $0.image = .data(Data([1]), fileName: "a.tiff") },
        .beyond("image") { $0.image = .data(Data(), fileName: "a.png") },
        .within { $0.similarity = 0 },
        .within { $0.similarity = 1 },
        .beyond("similarity") { $0.similarity = -0.01 },
        .beyond("similarity") { $0.similarity = 1.01 },
        .beyond("similarity") { $0.similarity = .nan },
      ],
    bodies: ["search_public_similar_images/1"])

  private static func search(_ parts: DocumentedRequest.Part...) -> DocumentedRequest {
    .post(.visualSearch, "search_public_similar_images", .multipart(parts))
  }

  private static var strict: VisualSearch.SearchPublicByImage {
    var search = VisualSearch.SearchPublicByImage(.file(Media.picture), on: .tikTok)
    search.similarity = 5e-7
    return search
  }
}
