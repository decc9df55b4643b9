import MemoriesKit
import Terminal

/// `memories upload-images`: uploads images to the library of images.
struct UploadImagesCommand: Command {
  static let syntax = Syntax(
    name: "upload-images", summary: "Uploads images, for “search --in images” to find.",
    operands: ["IMAGE"], repeatsLastOperand: true, options: Option.capture,
    remarks: """
      All go in one request, and all are refused when one is. Every accepted upload is billed. The
      ids are printed one a line; the service promises no order, and shows no way to list or delete
      images.
      """)

  private let images: [InputFile]
  private let upload: VisualSearch.UploadImages

  init(_ arguments: Arguments) throws {
    images = arguments.operands.map(InputFile.init)
    var upload = VisualSearch.UploadImages(images.map { .file($0.url) })
    try arguments.describe(&upload)
    self.upload = upload
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    for image in images { try image.check() }
    let label = images.count == 1 ? images[0].name : "\(images.count) images"
    let receipts = try await context.output.withProgressLine("Uploading \(label)") { line in
      try await client.send(upload) { line.update($0) }
    }
    try context.output.show(billed: receipts, Lines.table(receipts.map { [$0.id.rawValue] }))
  }
}
