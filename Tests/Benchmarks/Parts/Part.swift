/// What can be measured.
enum Part: String, CaseIterable, Sendable {
  case uploads, downloads

  func run(in workshop: Workshop) throws -> [Table] {
    switch self {
    case .uploads: try Uploads(workshop: workshop).tables()
    case .downloads: try Downloads(workshop: workshop).tables()
    }
  }
}
