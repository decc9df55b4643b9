/// Where this package knowingly differs from the provider's OpenAPI file, and why. A difference that
/// is no longer one fails the test too.
enum KnownDifferences {
  /// Endpoints that we offer, and the file has not.
  static let added: [String: String] = [
    "GET download": "a page of the documentation has the download by location on the same path",
    "POST search_similar_images": "a page of the documentation has it",
    "GET search_public_audio_transcripts": "a page of the documentation has it",
    "GET list_unique_ids": "earlier documentation and the provider's tools have it",
    "POST scraper_url_public": "a page of the documentation has it",
    "POST scraper_public": "earlier documentation and the index of the pages have it",
    "POST scraper_tag_public": "a page of the documentation has it",
  ]

  /// Endpoints that the file has, and we do not offer.
  static let leftOut: [String: String] = [
    "POST chat_personal_stream": "a stream of events without current documentation",
    "POST marketer_chat": "no page of the documentation has it",
    "POST memories/add": "no page of the documentation has it",
    "POST memories": "no page of the documentation has it",
    "POST memories/search": "no page of the documentation has it",
  ]

  /// Parameters that we send where the file has none: the scope by name, which the pages have beside
  /// or instead of the folder. We send it only when the caller sets it.
  static let addedParameters: [String: Set<String>] = [
    "unique_id": [
      "POST upload", "POST upload_url", "POST upload_img", "GET get_metadata", "POST list_videos",
      "POST download", "POST delete_videos", "POST search", "POST search_clips_by_image",
      "GET search_audio_transcripts", "POST scraper", "POST scraper_url", "POST scraper_tag",
      "GET get_video_ids_by_task_id", "GET get_audio_transcription", "GET get_video_caption",
    ],
    // The addenda of the documentation have the folder here too.
    "folder_id": ["POST upload_img"],
  ]

  /// Parameters that the file has, and we never send.
  static let leftOutParameters: [String: String] = [
    "POST list_videos video_no": "`video_nos` with one number does the same",
    "POST scraper_url tiktok_post_urls": "the service adds them to `video_urls`",
  ]
}
