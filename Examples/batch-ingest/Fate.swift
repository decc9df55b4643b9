import Terminal

/// What became of a video in this run.
enum Fate: Sendable, Equatable {
  case uploaded(String)
  case alreadyUploaded(String)
  case failed(String)
  case unknown(String)
  case notTried

  var isUploaded: Bool {
    switch self {
    case .uploaded, .alreadyUploaded: true
    case .failed, .unknown, .notTried: false
    }
  }

  /// The fate in a word or two.
  var name: String {
    switch self {
    case .uploaded: "uploaded"
    case .alreadyUploaded: "already uploaded"
    case .failed: "failed"
    case .unknown: "unknown"
    case .notTried: "not tried"
    }
  }

  /// The number of the video, or why there is none.
  var details: String {
    switch self {
    case .uploaded(let videoNo), .alreadyUploaded(let videoNo): videoNo
    case .failed(let reason): reason
    case .unknown(let reason): "check before sending again: \(reason)"
    case .notTried: "this run was stopped before"
    }
  }
}
