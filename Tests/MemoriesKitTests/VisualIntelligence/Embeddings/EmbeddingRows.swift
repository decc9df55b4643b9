import Foundation
import MemoriesKit

extension OperationTable {
  static let embedTexts = OperationSpecification(
    VisualIntelligence.EmbedTexts.self, OperationTraits("VisualIntelligence.EmbedTexts", .billed),
    sends: [
      .init(
        .init(["a"]),
        .post(
          .visualIntelligence, "embeddings/text",
          .json(#"{"input":["a"],"model":"gemini-embedding-001"}"#))),
      .init(
        changed(VisualIntelligence.EmbedTexts(["a", "b"], model: "other")) {
          $0.dimensionality = 256
        },
        .post(
          .visualIntelligence, "embeddings/text",
          .json(#"{"dimensionality":256,"input":["a","b"],"model":"other"}"#))),
    ],
    limits: [
      .beyond("texts") { $0.texts = [] },
      .beyond("texts[1]") { $0.texts = ["a", " "] },
      .beyond("model") { $0.model = "" },
      .beyond("dimensionality") { $0.dimensionality = 0 },
      .within { $0.dimensionality = 1 },
    ],
    bodies: [
      .soleElement("embeddings_text/2"), .soleElement("embeddings_text/3"),
      // One of its two vectors has a number less, because the page leaves out all but a few.
      .incomplete("embeddings_text/1"),
    ])

  static let embedImage = OperationSpecification(
    VisualIntelligence.EmbedImage.self, OperationTraits("VisualIntelligence.EmbedImage", .billed),
    sends: [
      .init(
        .init(.asset("re_1")),
        .post(
          .visualIntelligence, "embeddings/image",
          .json(#"{"asset_id":"re_1","model":"multimodalembedding@001"}"#))),
      .init(
        .init(.medium(.data(Data("a picture".utf8), fileName: "a.png")), model: .mobileCLIP),
        .post(
          .visualIntelligence, "embeddings/image",
          .multipart([
            .file("file", named: "a.png", type: "image/png", "a picture"),
            .text("model", "mobileclip"),
          ]))),
    ],
    limits: [
      .beyond("source") { $0.source = .asset("") },
      .beyond("source") { $0.source = .medium(.file(Media.movie)) },
      .beyond("model") { $0.model = "" },
    ],
    bodies: ["embeddings_image/1"])

  static let embedVideo = OperationSpecification(
    VisualIntelligence.EmbedVideo.self,
    OperationTraits("VisualIntelligence.EmbedVideo", .billed, silence: .seconds(600)),
    sends: [
      .init(
        .init("re_1"),
        .post(
          .visualIntelligence, "embeddings/video",
          .json(#"{"asset_id":"re_1","model":"multimodalembedding@001"}"#)))
    ],
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("model") { $0.model = "" },
    ])
}
