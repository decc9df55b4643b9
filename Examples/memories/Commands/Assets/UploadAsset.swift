import MemoriesKit
import Terminal

/// `memories assets upload`: uploads a file for Visual Intelligence.
struct UploadAssetCommand: Command {
  static let syntax = Syntax(
    name: "assets upload", summary: "Uploads a video, audio or image file as an asset.",
    operands: ["FILE"], options: [.wait],
    remarks: """
      With --wait the receipt is printed even if the waiting fails, so that the id is not lost.
      """)

  private let file: InputFile
  private let waits: Bool

  init(_ arguments: Arguments) throws {
    file = InputFile(path: arguments.operands[0])
    waits = arguments.has(.wait)
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    try file.check()
    let upload = VisualIntelligence.UploadAsset(file: file.url)
    let assetID = try await context.output.withProgressLine("Uploading \(file.name)") { line in
      try await client.send(upload) { line.update($0) }
    }.assetID
    let states = client.statesUntilReady(assetID)
    let wait = {
      try await context.output.value(of: states, "Waiting for \(assetID)").uploadStatus?.rawValue
    }
    try await context.output.show(AssetReceipt(assetID: assetID), after: waits ? wait : nil)
  }
}

/// The output of `assets upload`: the id, and the status after a wait.
private struct AssetReceipt: Receipt {
  let assetID: VisualIntelligence.AssetID
  var uploadStatus: String?

  var state: String? {
    get { uploadStatus }
    set { uploadStatus = newValue }
  }

  var lines: [String] { Lines.fields(["asset": assetID]) }
}
