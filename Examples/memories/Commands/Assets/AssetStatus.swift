import MemoriesKit
import Terminal

/// `memories assets status`: shows the metadata of an asset.
struct AssetStatusCommand: Command {
  static let syntax = Syntax(
    name: "assets status", summary: "Shows what the service knows of an asset.",
    operands: ["ASSET_ID"],
    remarks: "For a collection of frames (im_…) that is a list of all frames.")

  private let request: VisualIntelligence.GetAssetMetadata

  init(_ arguments: Arguments) throws {
    request = VisualIntelligence.GetAssetMetadata(VisualIntelligence.AssetID(arguments.operands[0]))
  }

  func run(in context: Context) async throws {
    let answer = try await answer(from: context.client())
    let assets = (answer.assets ?? []).map { AssetDocument($0) }
    guard !assets.isEmpty else {
      throw Failure.notFound("the service knows nothing of the asset \(request.assetID)")
    }
    try context.output.show(
      Document(total: answer.total, resource: assets),
      Array(assets.map(\.lines).joined(separator: [""])))
  }

  private func answer(
    from client: MemoriesClient
  ) async throws -> VisualIntelligence.GetAssetMetadata.Output {
    do {
      return try await client.send(request)
    } catch let error as MemoriesError where error.serverMessage == "Asset not found" {
      // The service has no code for this, so the documented message must decide.
      throw Failure.notFound("\(error)", of: error)
    }
  }

  private struct Document: Encodable {
    let total: Int?
    let resource: [AssetDocument]
  }
}
