/// How the server is to behave, which a base URL says in its path: a base URL replaces everything
/// up to an operation's own path.
enum Behaviour: Equatable {
  /// Answers at once.
  case plain
  /// Downloads have so many bytes, and say so.
  case sized(Int64)
  /// The same, and go out at so many bytes a second.
  case paced(Int64, bytesPerSecond: Int64)
  /// Downloads have so many bytes, and come in chunks.
  case chunked(Int64)
  /// Answers so many milliseconds after the request was read whole.
  case thinking(Int)

  init?(_ path: some BidirectionalCollection<Substring>) {
    guard let word = path.first else { return nil }
    switch (word, path.last) {
    case ("plain", _): self = .plain
    case ("sized", let number?):
      guard let count = Int64(number) else { return nil }
      self = .sized(count)
    case ("paced", let number?):
      guard path.count == 3, let rate = Int64(path.dropFirst().first ?? ""), rate > 0,
        let count = Int64(number)
      else { return nil }
      self = .paced(count, bytesPerSecond: rate)
    case ("chunked", let number?):
      guard let count = Int64(number) else { return nil }
      self = .chunked(count)
    case ("think", let number?):
      guard let milliseconds = Int(number) else { return nil }
      self = .thinking(milliseconds)
    default: return nil
    }
  }

  /// The path that asks for it.
  var path: String {
    switch self {
    case .plain: "plain"
    case .sized(let count): "sized/\(count)"
    case .paced(let count, let rate): "paced/\(rate)/\(count)"
    case .chunked(let count): "chunked/\(count)"
    case .thinking(let milliseconds): "think/\(milliseconds)"
    }
  }
}
