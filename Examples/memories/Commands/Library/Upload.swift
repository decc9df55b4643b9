import Foundation
import MemoriesKit
import Terminal

/// `memories upload`: uploads videos to the library, from files and URLs.
struct UploadCommand: Command {
  static let syntax = Syntax(
    name: "upload", summary: "Uploads videos, to be indexed and searched.",
    operands: ["FILE_OR_URL"], repeatsLastOperand: true,
    options: Option.capture + [.callback, discardsOriginal, prompt, .wait],
    remarks: """
      Every accepted upload is billed. The service fetches a URL itself. With --wait the receipt is
      printed even if the waiting fails, so that the number of the video is not lost. Several are sent
      one after the other, and one that fails does not stop the others.
      """)

  private static let discardsOriginal = Option(
    name: "discard-original", summary: "Lets the service delete the file after indexing.")
  private static let prompt = Option(
    name: "prompt", placeholder: "TEXT", summary: "What transcription is to concentrate on.",
    properties: ["transcriptionPrompt"])

  private let sources: [UploadSource]
  private let scope: LibraryScope?
  private let waits: Bool

  init(_ arguments: Arguments) throws {
    sources = try arguments.operands.map { operand in
      if let url = URL(web: operand) {
        var upload = VisualSearch.UploadVideoFromURL(url)
        try Self.describe(&upload, by: arguments)
        return .url(upload)
      }
      let file = InputFile(path: operand)
      var upload = VisualSearch.UploadVideo(file: file.url)
      try Self.describe(&upload, by: arguments)
      return .file(file, upload)
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

  func run(in context: Context) async throws {
    let client = try context.client()
    for source in sources { try source.check() }
    guard sources.count == 1 else {
      return try await UploadSeries(client: client, context: context) {
        try await state(of: $0, client, context.output)
      }.run(sources, waits: waits)
    }
    let receipt = try await sources[0].send(with: client, context.output)
    try await context.output.show(
      VideoReceipt(receipt),
      after: waits ? { try await state(of: receipt.videoNo, client, context.output) } : nil)
  }

  /// The state of a video once it is searchable.
  private func state(
    of videoNo: VisualSearch.VideoNo, _ client: MemoriesClient, _ output: Output
  ) async throws -> String? {
    // The number alone identifies a video in a folder.
    let namedScope: LibraryScope? = if case .uniqueID = scope { scope } else { nil }
    let states = client.statesUntilSearchable(videoNo, scope: namedScope)
    return try await output.value(of: states, "Waiting for \(videoNo)").status?.rawValue
  }
}

/// What a word of the command line asks to upload.
enum UploadSource: Sendable {
  case file(InputFile, VisualSearch.UploadVideo)
  case url(VisualSearch.UploadVideoFromURL)

  /// The word.
  var name: String {
    switch self {
    case .file(let file, _): file.path
    case .url(let upload): upload.url.absoluteString
    }
  }

  /// Throws if it cannot be read.
  func check() throws {
    if case .file(let file, _) = self { try file.check() }
  }

  func send(
    with client: MemoriesClient, _ output: Output
  ) async throws -> VisualSearch.UploadReceipt {
    switch self {
    case .url(let upload):
      try await client.send(upload)
    case .file(let file, let upload):
      try await output.withProgressLine("Uploading \(file.name)") { line in
        try await client.send(upload) { line.update($0) }
      }
    }
  }
}

/// The output of `upload`.
struct VideoReceipt: Receipt {
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
