import MemoriesKit

extension Service {
  /// The routes of Visual Search, each with the requests of the kit that go there.
  static let visualSearchOperations: [Operation] = [
    // Library
    Operation(.visualSearch("POST", "/upload"), .upload, VisualSearch.UploadVideo.self) {
      try $0.uploadVideo($1)
    },
    Operation(.visualSearch("POST", "/upload_url"), .upload, VisualSearch.UploadVideoFromURL.self) {
      try $0.uploadVideoFromURL($1)
    },
    Operation(.visualSearch("POST", "/upload_img"), .upload, VisualSearch.UploadImages.self) {
      try $0.uploadImages($1)
    },
    Operation(.visualSearch("GET", "/get_metadata"), .metadata, VisualSearch.GetMetadata.self) {
      try $0.videoMetadata($1)
    },
    Operation(.visualSearch("POST", "/list_videos"), .list, VisualSearch.ListVideos.self) {
      try $0.listVideos($1)
    },
    Operation(.visualSearch("GET", "/list_unique_ids"), .list, VisualSearch.ListUniqueIDs.self) {
      service, _ in service.listUniqueIDs()
    },
    Operation(.visualSearch("POST", "/download"), .download, VisualSearch.DownloadVideo.self) {
      try $0.downloadVideo($1)
    },
    Operation(.visualSearch("GET", "/download"), .download, VisualSearch.DownloadResource.self) {
      try $0.downloadResource($1)
    },
    Operation(.visualSearch("POST", "/delete_videos"), .delete, VisualSearch.DeleteVideos.self) {
      try $0.deleteVideos($1)
    },
    // Search
    Operation(
      .visualSearch("POST", "/search"), .search, VisualSearch.SearchClips.self,
      VisualSearch.SearchCaptions.self, VisualSearch.SearchImages.self
    ) { try $0.searchText($1) },
    Operation(
      .visualSearch("POST", "/search_similar_images"), .search, VisualSearch.SearchByImage.self
    ) { try $0.searchByImage($1) },
    Operation(
      .visualSearch("POST", "/search_clips_by_image"), .search, VisualSearch.SearchClipsByImage.self
    ) { try $0.searchClips($1) },
    Operation(
      .visualSearch("GET", "/search_audio_transcripts"), .search,
      VisualSearch.SearchTranscripts.self
    ) { try $0.searchTranscripts($1, public: false) },
    Operation(
      .visualSearch("POST", "/search_public"), .search, VisualSearch.SearchPublicClips.self
    ) { try $0.searchPublicText($1) },
    Operation(
      .visualSearch("POST", "/search_public_similar_images"), .search,
      VisualSearch.SearchPublicByImage.self
    ) { try $0.searchPublicByImage($1) },
    Operation(
      .visualSearch("GET", "/search_public_audio_transcripts"), .search,
      VisualSearch.SearchPublicTranscripts.self
    ) { try $0.searchTranscripts($1, public: true) },
    // Folders
    Operation(.visualSearch("GET", "/folders"), .list, VisualSearch.ListFolders.self) {
      service, _ in service.listFolders()
    },
    Operation(.visualSearch("POST", "/folders/create"), .list, VisualSearch.CreateFolder.self) {
      try $0.createFolder($1)
    },
    Operation(.visualSearch("POST", "/folders/rename"), .list, VisualSearch.RenameFolder.self) {
      try $0.renameFolder($1)
    },
    Operation(.visualSearch("POST", "/folders/delete"), .list, VisualSearch.DeleteFolder.self) {
      try $0.deleteFolder($1)
    },
    Operation(.visualSearch("POST", "/folders/move"), .list, VisualSearch.MoveVideos.self) {
      try $0.moveVideos($1)
    },
    Operation(.visualSearch("GET", "/folders/videos"), .list, VisualSearch.ListFolderVideos.self) {
      try $0.listFolderVideos($1)
    },
    // Import
    Operation(.visualSearch("POST", "/scraper_url"), .platformImport, VisualSearch.ImportPosts.self)
    {
      try $0.importPosts($1, public: false)
    },
    Operation(.visualSearch("POST", "/scraper"), .platformImport, VisualSearch.ImportCreator.self) {
      try $0.importCreator($1, public: false)
    },
    Operation(
      .visualSearch("POST", "/scraper_tag"), .platformImport, VisualSearch.ImportHashtags.self
    ) { try $0.importHashtags($1, public: false) },
    Operation(
      .visualSearch("POST", "/scraper_url_public"), .platformImport,
      VisualSearch.PublishPostsForEver.self
    ) { try $0.importPosts($1, public: true) },
    Operation(
      .visualSearch("POST", "/scraper_public"), .platformImport,
      VisualSearch.PublishCreatorForEver.self
    ) { try $0.importCreator($1, public: true) },
    Operation(
      .visualSearch("POST", "/scraper_tag_public"), .platformImport,
      VisualSearch.PublishHashtagsForEver.self
    ) { try $0.importHashtags($1, public: true) },
    Operation(
      .visualSearch("GET", "/get_video_ids_by_task_id"), .metadata, VisualSearch.GetImport.self
    ) { try $0.importState($1) },
    // Transcripts and chat
    Operation(
      .visualSearch("GET", "/get_audio_transcription"), .transcript,
      VisualSearch.GetTranscript.self
    ) { try $0.transcript($1, of: \.transcript) },
    Operation(
      .visualSearch("GET", "/get_video_caption"), .transcript, VisualSearch.GetCaptions.self
    ) { try $0.transcript($1, of: \.captions) },
    Operation(.visualSearch("POST", "/chat"), .chat, VisualSearch.AskAboutVideos.self) {
      try $0.chat($1)
    },
  ]
}
