import Terminal

/// The result of a video in this run.
enum VideoResult: Sendable, Equatable {
  case uploaded(String)
  case alreadyUploaded(String)
  case failed(String)
  case unknown(String)
  case notTried
  /// This would be sent if it were no dry run.
  case wouldBeSent
  /// Another file with the same content was handled instead.
  indirect case same(as: String, VideoResult)

  var isUploaded: Bool {
    switch self {
    case .uploaded, .alreadyUploaded: true
    case .failed, .unknown, .notTried, .wouldBeSent: false
    case .same(_, let result): result.isUploaded
    }
  }

  /// The result in a few words.
  var name: String {
    if case .same(let name, _) = self { return "same as \(name)" }
    return kind
  }

  /// The category under which the result is counted.
  var kind: String {
    switch self {
    case .uploaded: "uploaded"
    case .alreadyUploaded: "already uploaded"
    case .failed: "failed"
    case .unknown: "unknown"
    case .notTried: "not tried"
    case .wouldBeSent: "to send"
    case .same: "same as another"
    }
  }

  /// The number of the video, if there is one.
  var videoNo: String? {
    switch self {
    case .uploaded(let videoNo), .alreadyUploaded(let videoNo): videoNo
    case .same(_, let result): result.videoNo
    case .failed, .unknown, .notTried, .wouldBeSent: nil
    }
  }

  /// The number of the video, or the reason why there is none.
  var details: String {
    switch self {
    case .uploaded(let videoNo), .alreadyUploaded(let videoNo): videoNo
    case .failed(let reason): reason
    case .unknown(let reason): reason
    case .notTried: "this run was stopped before"
    case .wouldBeSent: "nothing was sent"
    case .same(_, let result): result.details
    }
  }
}
