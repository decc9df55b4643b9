import Foundation

/// What all uploads say about when, where and with what something was taken: the rules and the form
/// fields, in one place.
struct CaptureDetails {
  let capturedAt: Date?
  let timeZone: TimeZone
  let capturedAtText: String?
  let cameraModel: String?
  let location: VisualSearch.GeoPoint?
  let tags: [String]

  func check(_ rules: inout MemoriesRequest.Rules, tagLimit: Int) {
    rules.checkCaptureTime(
      capturedAt, "capturedAt", in: timeZone, orText: capturedAtText, "capturedAtText")
    rules.limit(cameraModel, to: 200, "cameraModel")
    rules.checkPlace(location, "location")
    rules.checkTags(tags, atMost: tagLimit)
  }

  var fields: [MemoriesRequest.Field] {
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

/// What uploads of videos say besides the video: the rules and the form fields, in one place.
struct VideoUploadDetails {
  let scope: LibraryScope?
  let callback: URL?
  let capture: CaptureDetails
  let retainsOriginal: Bool?
  let transcriptionPrompt: String?

  func check(_ rules: inout MemoriesRequest.Rules) {
    rules.checkScope(scope, folders: .writing)
    rules.checkCallback(callback, "callback")
    capture.check(&rules, tagLimit: 20)
  }

  var fields: [MemoriesRequest.Field] {
    var fields: [MemoriesRequest.Field] = []
    fields.add(scope)
    fields.add("callback", callback?.absoluteString)
    fields += capture.fields
    fields.add("retain_original_video", retainsOriginal.map { $0 ? "true" : "false" })
    fields.add("video_transcription_prompt", transcriptionPrompt)
    return fields
  }
}
