import MemoriesKit

extension OperationTable {
  static let visualSearchDownloadResource = OperationSpecification(
    VisualSearch.DownloadResource.self,
    OperationTraits("VisualSearch.DownloadResource", .billed, rateGroup: .download),
    sends: [
      download("mavi-resource", "VI625239098370850816.mp4", fileName: "VI625239098370850816.mp4"),
      download("mavi-keyframe", "a/b/keyframe-000013.jpg", fileName: "keyframe-000013.jpg"),
      // Slashes stay slashes, and everything else is encoded.
      download(
        "b&c", "a b+c=d&bucket=x#y?z%2F.mp4",
        "bucket=b%26c&blob=a%20b%2Bc%3Dd%26bucket%3Dx%23y%3Fz%252F.mp4"),
      download(
        "b", "/../ä\"\\\r\n;,:@.mp4", "bucket=b&blob=/../%C3%A4%22%5C%0D%0A%3B%2C%3A%40.mp4"),
      download("b", ".."),
    ],
    limits: [
      .beyond("location.bucket") { $0.location = StorageLocation(bucket: "", blob: "a") },
      .beyond("location.blob") { $0.location = StorageLocation(bucket: "b", blob: " ") },
      .beyond("location.bucket", "location.blob") {
        $0.location = StorageLocation(bucket: "\t", blob: "")
      },
    ],
    bodies: [
      .refusal("download/3", .refused), .refusal("download/4", .refused),
      .refusal("download/5", .notFound), .refusal("download/6", .insufficientBalance),
    ])

  private static func download(
    _ bucket: String, _ blob: String, _ encoded: String? = nil, fileName: String? = nil,
    line: UInt = #line
  ) -> OperationSpecification<VisualSearch.DownloadResource>.Example {
    .init(
      .init(at: StorageLocation(bucket: bucket, blob: blob)),
      .get(
        .visualSearch, "download", query: [("bucket", bucket), ("blob", blob)], encoded: encoded),
      fileName: fileName, line: line)
  }
}
