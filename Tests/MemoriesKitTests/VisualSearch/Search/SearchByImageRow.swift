import Foundation
import MemoriesKit

extension OperationTable {
  static let searchByImage = OperationSpecification(
    VisualSearch.SearchByImage.self,
    OperationTraits("VisualSearch.SearchByImage", .billed, rateGroup: .search),
    sends: [
      .init(.init(.file(Media.picture)), search(.picture)),
      .init(
        strict,
        search(.text("unique_id", "team"), .text("similarity", "0.5"), .picture)),
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
        .beyond("scope") { $0.scope = .uniqueID("") },
        .beyond("scope") { $0.scope = .folder(7) },
      ])

  private static func search(_ parts: DocumentedRequest.Part...) -> DocumentedRequest {
    .post(.visualSearch, "search_similar_images", .multipart(parts))
  }

  private static var strict: VisualSearch.SearchByImage {
    var search = VisualSearch.SearchByImage(.file(Media.picture), scope: .uniqueID("team"))
    search.similarity = 0.5
    return search
  }
}

extension DocumentedRequest.Part {
  static let picture = file("file", named: "query.png", type: "image/png", "picture")
}
