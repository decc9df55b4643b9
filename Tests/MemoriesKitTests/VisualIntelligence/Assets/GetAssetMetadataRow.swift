import Foundation
import MemoriesKit

extension OperationTable {
  static let getAssetMetadata = OperationSpecification(
    VisualIntelligence.GetAssetMetadata.self,
    OperationTraits("VisualIntelligence.GetAssetMetadata", .safe, rateGroup: .assetMetadata),
    sends: AssetPaths.all.map { id, path in
      .init(.init(id), .get(.visualIntelligence, path + "/metadata"))
    },
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("assetID") { $0.assetID = "\u{A0}" },
    ],
    answers: [
      RecordedAnswers(
        "get_asset_metadata.har",
        .value(
          VisualIntelligence.GetAssetMetadata("re_660727003963174912"),
          VisualIntelligence.GetAssetMetadata.Output(
            total: 1,
            assets: [
              VisualIntelligence.Asset(
                assetID: "re_660727003963174912", originalFilename: "my_video.mp4",
                fileExtension: "mp4", fileSize: 133_652_816, uploadStatus: .success,
                createTime: Date(timeIntervalSince1970: 1_766_989_317.192),
                modifyTime: Date(timeIntervalSince1970: 1_766_989_317.192))
            ]), code: "200"),
        // Only a download may go by the message, so an unknown asset is here a refusal like any other.
        .refusal(
          VisualIntelligence.GetAssetMetadata("re_1"), .refused, code: "400", "Asset not found"))
    ], bodies: ["v2_metadata/1", "v2_metadata/2"])
}

/// Ids as the service gives them, and as an attacker would, with what they are in a path.
enum AssetPaths {
  static let all: [(VisualIntelligence.AssetID, String)] = [
    ("re_660727003963174912", "re_660727003963174912"),
    ("imc_660727003963174912_0", "imc_660727003963174912_0"),
    ("../x", "..%2Fx"),
    ("a/b?c#d", "a%2Fb%3Fc%23d"),
    ("..", "%252E%252E"),
    (".", "%252E"),
    ("%2e%2e", "%252e%252e"),
    ("a b\r\nc\0\"\\", "a%20b%0D%0Ac%00%22%5C"),
    ("ä;@:&=+$,", "%C3%A4%3B@:%26%3D%2B%24%2C"),
  ]
}
