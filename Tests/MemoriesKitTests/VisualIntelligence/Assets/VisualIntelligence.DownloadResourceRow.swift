import MemoriesKit

extension OperationTable {
  static let visualIntelligenceDownloadResource = OperationSpecification(
    VisualIntelligence.DownloadResource.self,
    OperationTraits("VisualIntelligence.DownloadResource", .billed, rateGroup: .assetDownload),
    sends: [
      .init(
        .init(at: StorageLocation(bucket: "mavi-resource", blob: "a b/c&d.mp4")),
        .get(
          .visualIntelligence, "download",
          query: [("bucket", "mavi-resource"), ("blob", "a b/c&d.mp4")],
          encoded: "bucket=mavi-resource&blob=a%20b/c%26d.mp4"),
        fileName: "c&d.mp4")
    ],
    limits: [
      .beyond("location.bucket") { $0.location.bucket = "" },
      .beyond("location.blob") { $0.location.blob = " " },
      .beyond("location.bucket", "location.blob") {
        $0.location = StorageLocation(bucket: "", blob: "")
      },
    ])
}
