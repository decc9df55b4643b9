/// An endpoint as the provider's OpenAPI file has it, taken down by hand.
struct ProviderEndpoint {
  /// How parameters travel.
  enum Encoding: String {
    case query, json, form, multipart
    /// JSON without an object around it.
    case bareList
  }

  /// What a parameter is.
  enum Kind {
    case text, integer, number, flag, file, texts
    case oneOf(Set<String>)
  }

  let method: String
  let path: String
  let encoding: Encoding
  let required: [String: Kind]
  let optional: [String: Kind]

  init(
    _ method: String, _ path: String, _ encoding: Encoding = .query,
    _ required: [String: Kind] = [:], optional: [String: Kind] = [:]
  ) {
    self.method = method
    self.path = path
    self.encoding = encoding
    self.required = required
    self.optional = optional
  }

  var name: String { "\(method) \(path)" }
}

extension ProviderEndpoint {
  private static let capture: [String: Kind] = [
    "datetime_taken": .text, "camera_model": .text, "latitude": .number, "longitude": .number,
  ]
  private static let upload = capture.merging([
    "callback": .text, "tags": .texts, "retain_original_video": .flag,
    "video_transcription_prompt": .text, "folder_id": .integer,
  ]) { $1 }
  private static let platform = Kind.oneOf(["TIKTOK", "YOUTUBE", "INSTAGRAM"])
  private static let level = Kind.oneOf(["low", "medium", "high"])

  /// The file of 2026-07-20, as far as it describes Visual Search.
  static let all: [ProviderEndpoint] = [
    .init("POST", "upload", .multipart, ["file": .file], optional: upload),
    .init("POST", "upload_url", .form, ["url": .text], optional: upload),
    .init(
      "POST", "upload_img", .multipart, ["files": .file],
      optional: capture.merging(["tags": .texts]) { $1 }),
    .init("GET", "get_metadata", .query, ["video_no": .text]),
    .init(
      "POST", "list_videos", .json,
      optional: [
        "page": .integer, "size": .integer, "video_name": .text, "video_no": .text,
        "video_nos": .texts, "status": .oneOf(["PARSE", "UNPARSE", "FAILED"]),
        "camera_model": .text, "tag": .text, "datetime_taken": .integer, "latitude": .number,
        "longitude": .number, "folder_id": .integer,
      ]),
    .init("POST", "download", .json, ["video_no": .text]),
    .init("POST", "delete_videos", .bareList, ["": .texts]),
    .init(
      "POST", "search", .json, ["search_param": .text],
      optional: [
        "search_type": .oneOf(["BY_VIDEO", "BY_CLIP", "BY_AUDIO", "BY_IMAGE", "BY_CAPTION"]),
        "top_k": .integer, "filtering_level": level, "video_nos": .texts, "tag": .text,
        "camera_tag": .text, "datetime_taken": .text, "latitude": .number, "longitude": .number,
        "folder_id": .integer,
      ]),
    .init(
      "POST", "search_clips_by_image", .multipart,
      ["file": .file, "video_no": .text, "prompt": .text]),
    .init(
      "GET", "search_audio_transcripts", .query, ["query": .text],
      optional: ["page": .integer, "page_size": .integer]),
    .init(
      "POST", "search_public", .json, ["search_param": .text],
      optional: [
        // The default in the file is `BY_CLIP`, which is not in its own list.
        "search_type": .oneOf(["BY_VIDEO", "BY_AUDIO"]), "type": platform, "top_k": .integer,
        "filtering_level": level,
      ]),
    .init(
      "POST", "search_public_similar_images", .multipart, ["file": .file],
      optional: ["type": platform, "similarity": .number]),
    .init(
      "POST", "scraper", .json, ["username": .text],
      optional: ["scraper_cnt": .integer, "callback_url": .text, "folder_id": .integer]),
    .init(
      "POST", "scraper_tag", .json, ["hash_tags": .texts],
      optional: ["scraper_cnt": .integer, "callback": .text, "folder_id": .integer]),
    .init(
      "POST", "scraper_url", .json, ["video_urls": .texts],
      optional: [
        "tiktok_post_urls": .texts, "callback_url": .text,
        "quality": .oneOf(["360", "480", "720", "1080", "1440", "2160"]), "folder_id": .integer,
      ]),
    .init("GET", "get_video_ids_by_task_id", .query, ["task_id": .text]),
    .init("GET", "get_audio_transcription", .query, ["video_no": .text]),
    .init("GET", "get_video_caption", .query, ["video_no": .text]),
    .init(
      "POST", "chat", .json, ["video_nos": .texts, "prompt": .text],
      optional: ["session_id": .text]),
    .init("GET", "folders"),
    .init("POST", "folders/create", .form, ["name": .text]),
    .init("POST", "folders/rename", .form, ["folder_id": .integer, "new_name": .text]),
    .init("POST", "folders/delete", .form, ["folder_id": .integer]),
    .init(
      "GET", "folders/videos", .query, ["folder_id": .integer],
      optional: ["page": .integer, "page_size": .integer]),
    .init("POST", "folders/move", .json, ["folder_id": .integer, "video_nos": .texts]),
    .init("POST", "chat_personal_stream", .json, ["prompt": .text]),
    .init("POST", "marketer_chat", .json, ["prompt": .text]),
    .init("POST", "memories/add", .json),
    .init("POST", "memories", .json),
    .init("POST", "memories/search", .json),
  ]
}
