/// What can be measured.
enum Part: String, CaseIterable, Sendable {
  case uploads, downloads, calls, tls, decoding, memory, waiting, start

  func tables(in workshop: Workshop) throws -> [Table] {
    switch self {
    case .uploads: try Uploads(workshop: workshop).tables()
    case .downloads: try Downloads(workshop: workshop).tables()
    case .calls: try Calls(workshop: workshop).tables()
    case .tls: try OverTLS(workshop: workshop).tables()
    case .decoding: try Decoding(workshop: workshop).tables()
    case .memory: try Memory(workshop: workshop).tables()
    case .waiting: try Waiting(workshop: workshop).tables()
    case .start: try Start(workshop: workshop).tables()
    }
  }
}
