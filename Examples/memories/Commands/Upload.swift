import Foundation
import MemoriesKit

/// `memories upload`: uploads a video to the library.
struct UploadCommand: Command {
  static let syntax = Syntax(
    name: "upload", summary: "Uploads a video, to be indexed and searched.", operands: ["FILE"],
    options: [
      .uniqueID, .folder, tag, callback, capturedAt, camera, location, discardsOriginal, prompt,
      .wait,
    ],
    remarks: """
      Every accepted upload is billed. With --wait the receipt is printed even if the waiting fails,
      so that the number of the video is not lost.
      """)

  private static let tag = Option(
    name: "tag", placeholder: "T", isRepeatable: true, summary: "A tag; up to 20.")
  private static let callback = Option(
    name: "callback", placeholder: "URL", summary: "Where the service tells that indexing ended.")
  private static let capturedAt = Option(
    name: "captured-at", placeholder: "TIME",
    summary: "When the video was taken: \"yyyy-MM-dd HH:mm:ss\".")
  private static let camera = Option(
    name: "camera", placeholder: "NAME", summary: "The camera or device.")
  private static let location = Option(
    name: "location", placeholder: "LAT,LON", summary: "Where the video was taken, in degrees.")
  private static let discardsOriginal = Option(
    name: "discard-original", summary: "Lets the service delete the file after indexing.")
  private static let prompt = Option(
    name: "prompt", placeholder: "TEXT", summary: "What transcription is to concentrate on.")

  private let file: InputFile
  private var upload: VisualSearch.UploadVideo
  private let waits: Bool

  init(_ arguments: Arguments) throws {
    file = InputFile(path: arguments.operands[0])
    upload = VisualSearch.UploadVideo(file: file.url)
    upload.scope = try arguments.scope()
    upload.tags = arguments.values(Self.tag)
    upload.callback = try arguments.value(Self.callback, as: "an http or https URL", Self.address)
    upload.capturedAtText = arguments.value(Self.capturedAt)
    upload.cameraModel = arguments.value(Self.camera)
    upload.location = try arguments.value(Self.location, as: "LAT,LON", Self.place)
    upload.retainsOriginal = arguments.has(Self.discardsOriginal) ? false : nil
    upload.transcriptionPrompt = arguments.value(Self.prompt)
    waits = arguments.has(.wait)
  }

  private static func address(_ text: String) -> URL? {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
      !(url.host ?? "").isEmpty
    else { return nil }
    return url
  }

  private static func place(_ text: String) -> VisualSearch.GeoPoint? {
    let degrees = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard degrees.count == 2, let latitude = degrees[0], let longitude = degrees[1] else {
      return nil
    }
    return VisualSearch.GeoPoint(latitude: latitude, longitude: longitude)
  }

  /// The scope for the wait. The number alone identifies a video in a folder.
  private var namedScope: LibraryScope? {
    if case .uniqueID = upload.scope { upload.scope } else { nil }
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    try file.check()
    let receipt = try await context.output.withProgressLine("Uploading \(file.name)") { line in
      try await client.send(upload) { line.update($0) }
    }
    let states = client.statesUntilSearchable(receipt.videoNo, scope: namedScope)
    try await context.output.show(
      VideoReceipt(receipt),
      after: waits
        ? {
          try await context.output.value(of: states, "Waiting for \(receipt.videoNo)").status?
            .rawValue
        } : nil)
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
