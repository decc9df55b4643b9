import Foundation
import TestSupport

/// Every operation, a row each. A new one adds its row in a file beside its other tests, and its name
/// here; `OperationTableTests` misses it otherwise.
enum OperationTable {
  static let rows: [any OperationChecks] = [
    // Visual Search
    uploadVideo, uploadVideoFromURL, uploadImages, getMetadata, listVideos, listUniqueIDs,
    deleteVideos, downloadVideo, visualSearchDownloadResource,
    searchClips, searchCaptions, searchImages, searchByImage, searchClipsByImage, searchTranscripts,
    searchPublicClips, searchPublicByImage, searchPublicTranscripts,
    listFolders, createFolder, renameFolder, deleteFolder, moveVideos, listFolderVideos,
    importPosts, importCreator, importHashtags,
    publishPostsForEver, publishCreatorForEver, publishHashtagsForEver, getImport,
    getTranscript, getCaptions, askAboutVideos,
    // Visual Intelligence
    uploadAsset, getAssetMetadata, downloadAsset, visualIntelligenceDownloadResource,
    deleteAsset, requestSignedUpload, sendToSignedURL,
    transcribeAudio, transcribeAudioLater, tellSpeakers, tellSpeakersLater, recognizeSpeakers,
    speechToText, describeFrames, summarizeVideo,
    extractFrames, findScenes, splitVideo, editVideo,
    embedTexts, embedImage, embedVideo, chatAboutVideo, chatAboutImage,
    getPostMetadata, getPostTranscript, transcribePost, findVideos,
  ]

  static func address(_ text: String) -> URL {
    URL(string: text) ?? URL(fileURLWithPath: "/")
  }

  static func changed<Request>(
    _ original: Request, _ change: (inout Request) -> Void
  ) -> Request {
    var changed = original
    change(&changed)
    return changed
  }
}

/// Files to send.
enum Media {
  static let movie = Fixture.url("media/my_video.mp4")
  static let clip = Fixture.url("media/clip.MOV")
  static let picture = Fixture.url("media/query.png")
  static let otherPicture = Fixture.url("media/example-file.png")
}
