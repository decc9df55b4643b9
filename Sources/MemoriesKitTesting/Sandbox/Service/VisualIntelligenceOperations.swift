import Foundation
import MemoriesKit

extension Service {
  /// The routes of Visual Intelligence.
  static let visualIntelligenceOperations: [Operation] =
    [
      Operation(
        .visualIntelligence("POST", "/upload"), .upload, VisualIntelligence.UploadAsset.self
      ) {
        try $0.uploadAsset($1)
      },
      Operation(
        .visualIntelligence("GET", "/{asset_id}/metadata"), .metadata,
        VisualIntelligence.GetAssetMetadata.self
      ) {
        try $0.assetMetadata($1)
      },
      Operation(
        .visualIntelligence("GET", "/{asset_id}/download"), .download,
        VisualIntelligence.DownloadAsset.self
      ) {
        try $0.downloadAsset($1)
      },
      Operation(
        .visualIntelligence("GET", "/download"), .download, VisualIntelligence.DownloadResource.self
      ) {
        try $0.downloadResource($1)
      },
      Operation(
        .visualIntelligence("DELETE", "/{asset_id}"), .delete, VisualIntelligence.DeleteAsset.self
      ) {
        try $0.deleteAsset($1)
      },
      Operation(
        .visualIntelligence("POST", "/upload/signed-url"), .upload,
        VisualIntelligence.RequestSignedUpload.self
      ) {
        try $0.signUpload($1)
      },
      Operation(
        .visualIntelligence("POST", "/signed/{asset_id}"), .upload, isSigned: true,
        VisualIntelligence.SendToSignedURL.self
      ) {
        try $0.receiveSignedUpload($1)
      },
      // Speech
      Operation(
        .visualIntelligence("POST", "/transcriptions/sync-generate-audio"), .transcript,
        VisualIntelligence.TranscribeAudio.self
      ) {
        try $0.spokenText($1)
      },
      Operation(
        .visualIntelligence("POST", "/transcriptions/sync-generate-speaker"), .transcript,
        VisualIntelligence.TellSpeakers.self
      ) {
        try $0.speakers($1)
      },
      Operation(
        .visualIntelligence("POST", "/transcriptions/speech-to-text"), .transcript,
        VisualIntelligence.SpeechToText.self
      ) {
        try $0.speechToText($1)
      },
      // Embeddings
      Operation(
        .visualIntelligence("POST", "/embeddings/text"), .embedding,
        VisualIntelligence.EmbedTexts.self
      ) {
        try $0.embedTexts($1)
      },
      Operation(
        .visualIntelligence("POST", "/embeddings/image"), .embedding,
        VisualIntelligence.EmbedImage.self
      ) {
        try $0.embedImage($1)
      },
      Operation(
        .visualIntelligence("POST", "/embeddings/video"), .embedding,
        VisualIntelligence.EmbedVideo.self
      ) {
        try $0.embedVideo($1)
      },
      // Chat
      Operation(
        .visualIntelligence("POST", "/vu/chat/completions"), .chat,
        VisualIntelligence.ChatAboutVideo.self
      ) {
        try $0.chat(withModel: $1)
      },
      Operation(
        .visualIntelligence("POST", "/iu/chat/completions"), .chat,
        VisualIntelligence.ChatAboutImage.self
      ) {
        try $0.chat(withModel: $1)
      },
      // Agents
      Operation(
        .visualIntelligence("POST", "/queries/stream"), .agent, VisualIntelligence.FindVideos.self
      ) {
        try $0.findVideos($1)
      },
      // Social media
      Operation(
        .visualIntelligence("POST", "/{platform}/video/metadata"), .socialMedia,
        VisualIntelligence.GetPostMetadata.self
      ) {
        try $0.postMetadata($1)
      },
      Operation(
        .visualIntelligence("POST", "/{platform}/video/transcript"), .socialMedia,
        VisualIntelligence.GetPostTranscript.self
      ) {
        try $0.postTranscript($1)
      },
    ] + jobOperations
}
