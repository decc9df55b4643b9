import Foundation
import MemoriesKit

extension Sandbox {
  /// A piece of what is said or seen in a video.
  public struct Line: Sendable, Hashable {
    /// What is said, or a description of what is seen.
    public var text: String
    /// Where it begins, in seconds from the start of the video.
    public var start: Double
    /// Where it ends, in seconds from the start of the video.
    public var end: Double

    /// Makes a piece.
    public init(_ text: String, from start: Double, to end: Double) {
      self.text = text
      self.start = start
      self.end = end
    }
  }

  /// A picture that a search by image finds in a video.
  ///
  /// The sandbox cannot see. It finds a picture when the same bytes are searched for, with the score
  /// that the test gives, and no other. To let it find a crop of a picture, describe the crop too.
  public struct Picture: Sendable, Hashable {
    /// The bytes of the image file.
    public var data: Data
    /// Where it comes into sight, in seconds from the start of the video.
    public var start: Double
    /// Where it is gone, in seconds from the start of the video.
    public var end: Double
    /// The score of a search for it, from 0 to 1.
    public var score: Double

    /// Makes a picture.
    public init(_ data: Data, from start: Double, to end: Double, score: Double = 1) {
      self.data = data
      self.start = start
      self.end = end
      self.score = score
    }
  }

  /// The sandbox has no such video and no such asset.
  public struct UnknownVideo: Error, Hashable {
    /// The number that it does not know.
    public let videoNo: String
  }

  /// Tells the sandbox what is in a video, because it looks into none. Searches, transcripts and
  /// captions answer from this.
  ///
  /// Without pictures, a search for an image in this video answers with invented clips; with an empty
  /// list, it finds nothing. Without a transcript or captions, the video has none.
  ///
  /// - Parameters:
  ///   - videoNo: The video, of the private or the public library, or an asset of Visual Intelligence.
  ///   - transcript: What is said; nil leaves it as it is.
  ///   - captions: What is seen; nil leaves it as it is.
  ///   - pictures: What a search by image finds; nil leaves it as it is.
  public func describe(
    _ videoNo: String, transcript: [Line]? = nil, captions: [Line]? = nil,
    pictures: [Picture]? = nil
  ) throws {
    func change(_ description: inout Video.Description) {
      if let transcript { description.transcript = transcript }
      if let captions { description.captions = captions }
      if let pictures { description.pictures = pictures }
    }
    let isKnown = engine.withService { service in
      if let index = service.library.videos.firstIndex(where: { $0.videoNo == videoNo }) {
        change(&service.library.videos[index].description)
        return true
      }
      guard let index = service.library.assets.firstIndex(where: { $0.assetID == videoNo }) else {
        return false
      }
      change(&service.library.assets[index].description)
      return true
    }
    guard isKnown else { throw UnknownVideo(videoNo: videoNo) }
  }

  /// Adds an indexed video to the public library, as if somebody had published it.
  ///
  /// - Returns: The video's number, `PI-…`.
  @discardableResult
  public func addPublicVideo(
    named title: String, on platform: VisualSearch.Platform = .tikTok
  ) -> String {
    engine.withService { service in
      let origin = Video.Origin(
        fileName: title, byteCount: 0, checksum: 0, platform: platform.rawValue)
      let videoNo = service.add(origin, scope: .standard, details: Video.Details()).videoNo
      service.finishIndexing(of: videoNo, failing: false)
      return videoNo
    }
  }
}
