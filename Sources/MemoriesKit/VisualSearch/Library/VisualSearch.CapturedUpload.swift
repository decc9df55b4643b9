import Foundation

extension VisualSearch {
  /// An upload that tells when, where and with what something was taken: of videos and of images.
  ///
  /// ```swift
  /// func describe(_ upload: inout some VisualSearch.CapturedUpload) {
  ///   upload.tags = ["holiday"]
  ///   upload.cameraModel = "Canon EOS R5"
  /// }
  /// ```
  public protocol CapturedUpload {
    /// The part of the library that it goes to.
    var scope: LibraryScope? { get set }
    /// When it was taken. The client sends it as the time on a clock in ``timeZone``.
    var capturedAt: Date? { get set }
    /// The zone for ``capturedAt``, because the service knows no zones.
    var timeZone: TimeZone { get set }
    /// The time of capture as text, `yyyy-MM-dd HH:mm:ss`, instead of ``capturedAt``.
    var capturedAtText: String? { get set }
    /// The camera or device.
    var cameraModel: String? { get set }
    /// Where it was taken.
    var location: GeoPoint? { get set }
    /// Your own tags.
    var tags: [String] { get set }
  }

  /// An upload of a video: of a file or from a URL.
  public protocol VideoUpload: CapturedUpload {
    /// The URL to which the service posts that the indexing has ended.
    var callback: URL? { get set }
    /// Whether the service keeps the file after indexing.
    var retainsOriginal: Bool? { get set }
    /// What the transcription is to concentrate on.
    var transcriptionPrompt: String? { get set }
  }
}

extension VisualSearch.CapturedUpload {
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

extension VisualSearch.VideoUpload {
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
