import Foundation
import MemoriesKit

// What deletes an asset, and what sends one past the API.

extension OperationTable {
  static let deleteAsset = OperationSpecification(
    VisualIntelligence.DeleteAsset.self,
    OperationTraits("VisualIntelligence.DeleteAsset", .billed),
    sends: AssetPaths.all.map { id, path in
      .init(.init(id), .delete(.visualIntelligence, path))
    },
    limits: [.beyond("assetID") { $0.assetID = " " }])

  static let requestSignedUpload = OperationSpecification(
    VisualIntelligence.RequestSignedUpload.self,
    OperationTraits("VisualIntelligence.RequestSignedUpload", .safe),
    sends: [
      .init(
        .init(for: "talk.mp4"),
        .post(
          .visualIntelligence, "upload/signed-url", .json(#"{"original_filename":"talk.mp4"}"#)))
    ],
    limits: [
      .beyond("fileName") { $0.fileName = "" },
      .beyond("fileName") { $0.fileName = "talk" },
    ])

  static let sendToSignedURL = OperationSpecification(
    VisualIntelligence.SendToSignedURL.self,
    OperationTraits("VisualIntelligence.SendToSignedURL", .billed),
    sends: [
      .init(
        .init(address("https://storage.example.com/b/o?X-Sig=a%2Fb"), file: Media.movie),
        .post(
          to: "https://storage.example.com/b/o?X-Sig=a%2Fb", query: [("X-Sig", "a/b")],
          .multipart([
            .file("file", named: "my_video.mp4", type: "video/mp4", "moving pictures")
          ])))
    ],
    limits: [.beyond("medium") { $0.medium = .data(Data([1]), fileName: "a.txt") }])
}
