import MemoriesKit
import Terminal

/// What uploads of videos and of images say of the recording.
extension Option {
  static let tag = Option(
    name: "tag", placeholder: "T", isRepeatable: true, summary: "A tag.", properties: ["tags"])
  static let capturedAt = Option(
    name: "captured-at", placeholder: "TIME",
    summary: "When it was taken: \"yyyy-MM-dd HH:mm:ss\".",
    properties: ["capturedAtText", "capturedAt"])
  static let camera = Option(
    name: "camera", placeholder: "NAME", summary: "The camera or device.",
    properties: ["cameraModel"])
  static let location = Option(
    name: "location", placeholder: "LAT,LON", summary: "Where it was taken, in degrees.")

  static let capture: [Option] = [.uniqueID, .folder, tag, capturedAt, camera, location]
}

extension Arguments {
  /// Sets what the capture options say.
  func describe(_ upload: inout some VisualSearch.CapturedUpload) throws {
    upload.scope = try scope()
    upload.tags = values(.tag)
    upload.capturedAtText = value(.capturedAt)
    upload.cameraModel = value(.camera)
    upload.location = try place(.location)
  }
}
