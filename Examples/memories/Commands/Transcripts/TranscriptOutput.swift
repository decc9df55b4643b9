import MemoriesKit

/// What `transcript` and `captions` print.
struct TranscriptOutput {
  let videoNo: VisualSearch.VideoNo
  let state: VisualSearch.TranscriptState

  static let remarks = """
    An indexed video that has none prints nothing, or null with --json. For a video that is not
    indexed yet the exit status says to try again.
    """

  func show(on output: Output) throws {
    switch state {
    case .found(let transcript):
      try output.show(transcript, Lines.table((transcript.segments ?? []).map(\.cells)))
    case .absent:
      try output.show(VisualSearch.Transcript?.none, [])
    case .notIndexed(nil):
      throw Failure.notFound(
        "the service does not know the video \(videoNo), or does not know it yet")
    case .notIndexed(let video?):
      throw Failure(
        .tryAgain, kind: "notIndexed",
        "the video \(videoNo) is not indexed: \(video.status?.rawValue ?? "no status")",
        outcome: .done)
    }
  }
}

extension VisualSearch.Transcript.Segment {
  fileprivate var cells: [String] { [Lines.span(startTime, endTime), content ?? ""] }
}
