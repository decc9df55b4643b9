import Foundation

extension LostUpload {
  /// The result of looking for a lost upload. Send the upload again only when it is ``absent``.
  public enum Reconciliation: Sendable, Hashable {
    /// The upload arrived as this video. It matches in time, and in size, name or URL. No other
    /// video matches, except for videos of another time.
    ///
    /// A second upload of the same size and name whose answer was lost too would match as well. Who
    /// looks for several has to compare what was found for each.
    case found(Candidate)
    /// The upload did not arrive, so sending it again bills it once. The client read every video of
    /// the scope, and each differs from the upload in time or size. The service had 10 minutes to
    /// list it. This assumes that the listed size is that of the file that was sent. The time alone
    /// excludes no video with the size and the name of the file, because a clock may be wrong.
    case absent
    /// No video matches so far. The service may still list the upload until that time, by the clock
    /// of this machine. A comparison after it can find the upload absent.
    case notListed(until: Date)
    /// These videos may be the upload, but nothing shows which one, or whether any. Several match,
    /// or too little is known of one, or the client could not read the whole list. In the last case
    /// there may be no candidates.
    case undecided([Candidate])

    /// A video that may be the upload.
    public struct Candidate: Sendable, Hashable {
      /// The video as the service listed it.
      public let video: VisualSearch.VideoMetadata
      /// The properties that match; empty when nothing differs, but nothing matches either.
      public let matches: Set<Match>

      /// Makes a candidate, for tests of an app.
      public init(video: VisualSearch.VideoMetadata, matches: Set<Match>) {
        self.video = video
        self.matches = matches
      }
    }

    /// A property that a video and the upload have in common.
    public enum Match: String, Sendable, Hashable, Codable {
      /// The service accepted the video during the upload, or at most 10 minutes before or after.
      case time
      /// The video has the size of the file. The service lists the size only after indexing.
      case size
      /// The video has the name of the file, with or without its extension, if the service kept it.
      case name
      /// The service lists the URL of the upload as the source of the video.
      case url
    }
  }
}

extension LostUpload.Reconciliation {
  /// - Parameters:
  ///   - candidates: The videos that may be the upload.
  ///   - isComplete: Whether the client read the whole list.
  ///   - deadline: The time until which the service may list the upload.
  ///   - date: The time at which the comparison began.
  init(_ candidates: [Candidate], isComplete: Bool, deadline: Date, at date: Date) {
    let suspects = candidates.filter { !$0.matches.isEmpty && !$0.isOfAnotherTime }
    if isComplete, suspects.count == 1, let only = suspects.first, only.isConvincing {
      self = .found(only)
    } else if !isComplete || !candidates.isEmpty {
      self = .undecided(candidates)
    } else {
      self = date < deadline ? .notListed(until: deadline) : .absent
    }
  }
}

extension LostUpload.Reconciliation.Candidate {
  /// Compares a video with the upload; returns nil when it is another video.
  init?(_ video: VisualSearch.VideoMetadata, for upload: LostUpload) {
    var matches: Set<LostUpload.Reconciliation.Match> = []
    if let created = video.knownCreateTime, upload.window.contains(created) {
      matches.insert(.time)
    }
    if let size = video.knownSize, let byteCount = upload.byteCount {
      guard size == byteCount else { return nil }
      matches.insert(.size)
    }
    // Lists in the documentation have names without an extension.
    let stem = (upload.fileName as NSString).deletingPathExtension
    if let name = video.videoName, name == upload.fileName || name == stem {
      matches.insert(.name)
    }
    // Another URL excludes nothing: the service may list the one that a redirect led to.
    if let url = upload.url, video.videoURL?.absoluteString == url.absoluteString {
      matches.insert(.url)
    }
    self.init(video: video, matches: matches)
    if isOfAnotherTime {
      // A wrong clock must not outweigh other matches, or ones that indexing may still bring.
      let isAlike =
        matches.contains(.url)
        || matches.contains(.name) && (matches.contains(.size) || mayBecomeClear)
      guard isAlike else { return nil }
    }
  }

  /// Whether the service accepted the video at another time.
  var isOfAnotherTime: Bool {
    video.knownCreateTime != nil && !matches.contains(.time)
  }

  fileprivate var isConvincing: Bool {
    matches.contains(.time) && !matches.isDisjoint(with: [.size, .name, .url])
  }

  /// Whether indexing will show more of the video.
  var mayBecomeClear: Bool {
    guard video.knownSize == nil else { return false }
    return !(video.status.map { $0.isSearchable || $0.isFailure } ?? false)
  }
}

extension VisualSearch.VideoMetadata {
  /// The size, if it is known. The service may write zero for an unknown number, and no empty file
  /// can be uploaded.
  fileprivate var knownSize: Int64? { size.flatMap { $0 > 0 ? $0 : nil } }

  /// When the service accepted the video, if that is plausible. The service did not exist before
  /// 2001. An earlier time is zero or negative, or counts seconds although milliseconds are
  /// documented.
  fileprivate var knownCreateTime: Date? {
    createTime.flatMap { $0.timeIntervalSinceReferenceDate >= 0 ? $0 : nil }
  }
}
