/// A reason not to begin, or not to go on, and the exit status that tells it.
struct Obstacle: Error, Equatable {
  let text: String
  let status: Int32

  static func usage(_ text: String) -> Obstacle {
    Obstacle(text: "\(text); see batch-ingest --help", status: 64)
  }
}
