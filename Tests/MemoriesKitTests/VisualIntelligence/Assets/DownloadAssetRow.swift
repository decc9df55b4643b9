import MemoriesKit

extension OperationTable {
  static let downloadAsset = OperationSpecification(
    VisualIntelligence.DownloadAsset.self,
    OperationTraits("VisualIntelligence.DownloadAsset", .billed, rateGroup: .assetDownload),
    sends: AssetPaths.all.map { id, path in
      .init(.init(id), .get(.visualIntelligence, path + "/download"))
    } + [
      .init(
        .init("re_657739295220518912"),
        .get(.visualIntelligence, "re_657739295220518912/download"),
        fileName: "re_657739295220518912")
    ],
    limits: [
      .beyond("assetID") { $0.assetID = "" },
      .beyond("assetID") { $0.assetID = " " },
    ])
}
