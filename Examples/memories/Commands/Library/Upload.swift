import Foundation
import MemoriesKit
import Terminal

/// `memories upload`: uploads a video to the library, from a file or a URL.
struct UploadCommand: Command {
  static let syntax = Syntax(
    name: "upload", summary: "Uploads a video, to be indexed and searched.",
    operands: ["FILE_OR_URL"],
    options: Option.capture + [.callback, discardsOriginal, prompt, .wait],
    remarks: """
      Every accepted upload is billed. The service fetches a URL itself. With --wait the receipt is
      printed even if the waiting fails, so that the number of the video is not lost.
      """)

  private static let discardsOriginal = Option(
    name: "discard-original", summary: "Lets the service delete the file after indexing.")
  private static let prompt = Option(
    name: "prompt", placeholder: "TEXT", summary: "What transcription is to concentrate on.",
    properties: ["transcriptionPrompt"])

  private enum Upload {
    case file(InputFile, VisualSearch.UploadVideo)
    case url(VisualSearch.UploadVideoFromURL)
  }

  private let upload: Upload
  private let scope: LibraryScope?
  private let waits: Bool

  init(_ arguments: Arguments) throws {
    let source = arguments.operands[0]
    if let url = URL(web: source) {
      var upload = VisualSearch.UploadVideoFromURL(url)
      try Self.describe(&upload, by: arguments)
      self.upload = .url(upload)
    } else {
      let file = InputFile(path: source)
      var upload = VisualSearch.UploadVideo(file: file.url)
      try Self.describe(&upload, by: arguments)
      self.upload = .file(file, upload)
    }
    scope = try arguments.scope()
    waits = arguments.has(.wait)
  }

  private static func describe(
    _ upload: inout some VisualSearch.VideoUpload, by arguments: Arguments
  ) throws {
    try arguments.describe(&upload)
    upload.callback = try arguments.webURL(.callback)
    upload.retainsOriginal = arguments.has(discardsOriginal) ? false : nil
    upload.transcriptionPrompt = arguments.value(prompt)
  }

  /// The scope for the wait. The number alone identifies a video in a folder.
  private var namedScope: LibraryScope? {
    if case .uniqueID = scope { scope } else { nil }
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    let receipt = try await send(with: client, context.output)
    let states = client.statesUntilSearchable(receipt.videoNo, scope: namedScope)
    try await context.output.show(
      VideoReceipt(receipt),
      after: waits
        ? {
          try await context.output.value(of: states, "Waiting for \(receipt.videoNo)").status?
            .rawValue
        } : nil)
  }

  private func send(
    with client: MemoriesClient, _ output: Output
  ) async throws -> VisualSearch.UploadReceipt {
    switch upload {
    case .url(let upload):
      return try await client.send(upload)
    case .file(let file, let upload):
      try file.check()
      return try await output.withProgressLine("Uploading \(file.name)") { line in
        try await client.send(upload) { line.update($0) }
      }
    }
  }
}

/// The output of `upload`.
private struct VideoReceipt: Receipt {
  let videoNo: VisualSearch.VideoNo
  let videoName: String?
  var videoStatus: String?
  let uploadTime: Date?

  init(_ output: VisualSearch.UploadVideo.Output) {
    videoNo = output.videoNo
    videoName = output.videoName
    videoStatus = output.videoStatus?.rawValue
    uploadTime = output.uploadTime
  }

  var state: String? {
    get { videoStatus }
    set { videoStatus = newValue }
  }

  var lines: [String] {
    Lines.fields([
      "video": videoNo, "name": videoName, "status": videoStatus, "uploaded": uploadTime,
    ])
  }
}
