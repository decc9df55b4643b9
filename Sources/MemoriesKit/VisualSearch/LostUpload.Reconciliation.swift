import Foundation

extension LostUpload {
  /// What a look for a lost upload found, and what decided it. Send the upload again only when it is
  /// ``absent``.
  public enum Reconciliation: Sendable, Hashable {
    /// The upload arrived: this video fits in time and in size or name, and nothing speaks for any
    /// other, except for videos of another time.
    case found(Candidate)
    /// The upload did not arrive, and sending it again pays for it once: every video of its scope was
    /// read and told apart from it by time or size, and the service had 10 minutes to enter it. The
    /// size that is listed is taken for that of the file that was sent. Time alone tells no video apart
    /// that has the size and the name of the file: a clock may be wrong.
    case absent
    /// No video fits so far. The service may still enter the upload until then, by the clock of this
    /// machine; a look after that can tell that it is absent.
    case notListed(until: Date)
    /// These may be the upload, but nothing tells which, or whether any: several fit, or too little is
    /// known of one, or the list could not be read whole. In the last case there may be none.
    case undecided([Candidate])

    /// A video that may be the upload.
    public struct Candidate: Sendable, Hashable {
      /// The video, as it was listed.
      public let video: VisualSearch.VideoMetadata
      /// What speaks for it; empty when only nothing speaks against it.
      public let matches: Set<Match>

      /// A candidate of your own making, for tests of what an app does with it.
      public init(video: VisualSearch.VideoMetadata, matches: Set<Match>) {
        self.video = video
        self.matches = matches
      }
    }

    /// Something that a video and the upload have in common.
    public enum Match: String, Sendable, Hashable, Codable {
      /// The video was taken in while the upload was under way, or at most 10 minutes before or after.
      case time
      /// It has the size of the file, which the service lists once indexing has ended.
      case size
      /// It has the name of the file, with or without its extension, where the service kept it.
      case name
    }
  }
}

extension LostUpload.Reconciliation {
  /// - Parameters:
  ///   - candidates: The videos that may be the upload.
  ///   - isWhole: Whether these are all.
  ///   - deadline: Until when the service may enter the upload.
  ///   - date: When the look began.
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
  /// Of a video that says nothing against it, what speaks for it; nil for one that is another.
  init?(_ video: VisualSearch.VideoMetadata, for upload: LostUpload) {
    var matches: Set<LostUpload.Reconciliation.Match> = []
    if let created = video.knownCreateTime, upload.window.contains(created) {
      matches.insert(.time)
    }
    if let size = video.knownSize {
      guard size == upload.byteCount else { return nil }
      matches.insert(.size)
    }
    // The documented lists have names without an extension.
    let stem = (upload.fileName as NSString).deletingPathExtension
    if let name = video.videoName, name == upload.fileName || name == stem {
      matches.insert(.name)
    }
    self.init(video: video, matches: matches)
    if isOfAnotherTime {
      // A wrong clock must not outweigh what else fits, nor what may turn out to fit.
      guard matches.contains(.name), matches.contains(.size) || mayBecomeClear else { return nil }
    }
  }

  /// Whether the service's time speaks against it.
  var isOfAnotherTime: Bool {
    video.knownCreateTime != nil && !matches.contains(.time)
  }

  fileprivate var isConvincing: Bool {
    matches.contains(.time) && (matches.contains(.size) || matches.contains(.name))
  }

  /// Whether indexing will tell more about the video.
  var mayBecomeClear: Bool {
    guard video.knownSize == nil else { return false }
    return !(video.status.map { $0.isSearchable || $0.isFailure } ?? false)
  }
}

extension VisualSearch.VideoMetadata {
  /// The size, once it is known. Numbers that the service does not know yet may be zero, and nothing
  /// empty can be uploaded.
  fileprivate var knownSize: Int64? { size.flatMap { $0 > 0 ? $0 : nil } }

  /// When it was taken in, if that can be. Before 2001 there was no such service: a time like that is
  /// zero or less, or counts seconds where milliseconds are documented.
  fileprivate var knownCreateTime: Date? {
    createTime.flatMap { $0.timeIntervalSinceReferenceDate >= 0 ? $0 : nil }
  }
}
