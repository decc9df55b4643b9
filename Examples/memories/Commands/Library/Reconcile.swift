import Foundation
import MemoriesKit
import Terminal

/// `memories reconcile`: looks for an upload whose answer was lost.
struct ReconcileCommand: Command {
  static let syntax = Syntax(
    name: "reconcile", summary: "Looks for an upload that may have arrived.",
    operands: ["FILE_OR_URL"], options: [since, until, .wait, .timeout, .uniqueID],
    remarks: """
      An upload that fails without an answer names this command with its times. “found” tells the
      number of the video. Only “absent” means that it did not arrive (exit status 80); else too little
      is known (75), which --wait looks for until it is decided. Looking costs nothing.
      """)

  private static let since = Option(
    name: "since", placeholder: "TIME", summary: "When the upload began, in ISO 8601.")
  private static let until = Option(
    name: "until", placeholder: "TIME", summary: "When its answer was lost; now unless given.")

  private let upload: LostUpload
  private let file: InputFile?
  private let waiting: WaitOptions?

  init(_ arguments: Arguments) throws {
    func time(_ option: Option) throws -> Date? {
      try arguments.value(option, as: "a time such as 2026-11-27T09:30:00Z") { text in
        try? Date(text, strategy: .iso8601)
      }
    }
    guard let begin = try time(Self.since) else { throw arguments.error("--since is missing") }
    let source = arguments.operands[0]
    let url = URL(web: source)
    file = url == nil ? InputFile(path: source) : nil
    let size = try? FileManager.default.attributesOfItem(atPath: source)[.size] as? Int64
    upload = LostUpload(
      fileName: url?.lastPathComponent ?? InputFile(path: source).name,
      byteCount: url == nil ? size : nil, url: url, scope: try arguments.scope(), begin: begin,
      end: try time(Self.until) ?? Date())
    waiting = arguments.has(.wait) ? try arguments.waiting() : nil
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    try file?.check()
    let result = Document(try await client.reconcile(upload, waiting: waiting))
    try context.output.show(result, result.lines)
    switch result.state {
    case "found": break
    case "absent": throw Failure.notFound("the upload did not arrive, so it can be sent again")
    default:
      throw Failure(
        .tryAgain, kind: "undecided", "nothing decides yet whether it arrived", outcome: .unknown)
    }
  }

  private struct Document: Encodable {
    struct Candidate: Encodable {
      let videoNo: String
      let matches: [String]
    }

    let state: String
    var videoNo: String?
    var listedUntil: Date?
    var candidates: [Candidate] = []

    init(_ result: LostUpload.Reconciliation) {
      switch result {
      case .found(let found):
        state = "found"
        videoNo = found.video.videoNo.rawValue
        candidates = [Self.candidate(found)]
      case .absent:
        state = "absent"
      case .notListed(let date):
        state = "notListed"
        listedUntil = date
      case .undecided(let found):
        state = "undecided"
        candidates = found.map(Self.candidate)
      }
    }

    private static func candidate(_ found: LostUpload.Reconciliation.Candidate) -> Candidate {
      Candidate(
        videoNo: found.video.videoNo.rawValue, matches: found.matches.map(\.rawValue).sorted())
    }

    var lines: [String] {
      Lines.fields(["state": state, "video": videoNo, "may be listed until": listedUntil])
        + Lines.table(
          state == "undecided"
            ? candidates.map { ["candidate", $0.videoNo, $0.matches.joined(separator: ", ")] } : [])
    }
  }
}
