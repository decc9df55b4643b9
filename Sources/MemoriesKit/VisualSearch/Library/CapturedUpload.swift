import Foundation

/// An upload that says when, where and with what something was taken: the rules and the form fields
/// of all of them.
protocol CapturedUpload {
  var capturedAt: Date? { get }
  var timeZone: TimeZone { get }
  var capturedAtText: String? { get }
  var cameraModel: String? { get }
  var location: VisualSearch.GeoPoint? { get }
  var tags: [String] { get }
}

extension CapturedUpload {
  func checkCapture(_ rules: inout MemoriesRequest.Rules, tagLimit: Int) {
    rules.checkCaptureTime(
      capturedAt, "capturedAt", in: timeZone, orText: capturedAtText, "capturedAtText")
    rules.limit(cameraModel, to: 200, "cameraModel")
    rules.checkPlace(location, "location")
    rules.checkTags(tags, atMost: tagLimit)
  }

  var captureFields: [MemoriesRequest.Field] {
    var fields: [MemoriesRequest.Field] = []
    fields.add(
      "datetime_taken", CaptureTime.text(of: capturedAt, in: timeZone, orText: capturedAtText))
    fields.add("camera_model", cameraModel)
    fields.add("latitude", location.map { PlainNumber.text($0.latitude) })
    fields.add("longitude", location.map { PlainNumber.text($0.longitude) })
    // Repeats the field, as the hand-written samples of the provider do. The generated samples have
    // `tags[0]`.
    for tag in tags { fields.add("tags", tag) }
    return fields
  }
}

/// An upload of a video, with what it says besides.
protocol DescribedVideoUpload: CapturedUpload {
  var scope: LibraryScope? { get }
  var callback: URL? { get }
  var retainsOriginal: Bool? { get }
  var transcriptionPrompt: String? { get }
}

extension DescribedVideoUpload {
  func checkDescription(_ rules: inout MemoriesRequest.Rules) {
    rules.checkScope(scope, folders: .writing)
    rules.checkCallback(callback, "callback")
    checkCapture(&rules, tagLimit: 20)
  }

  var descriptionFields: [MemoriesRequest.Field] {
    var fields: [MemoriesRequest.Field] = []
    fields.add(scope)
    fields.add("callback", callback?.absoluteString)
    fields += captureFields
    fields.add("retain_original_video", retainsOriginal.map { $0 ? "true" : "false" })
    fields.add("video_transcription_prompt", transcriptionPrompt)
    return fields
  }
}
