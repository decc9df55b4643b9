import Foundation
import Terminal

/// The results for the videos of a folder, in lines for people.
struct Report: Sendable {
  /// One video.
  struct Row: Sendable {
    let file: VideoFile
    let result: VideoResult
  }

  let rows: [Row]

  var isComplete: Bool { rows.allSatisfy(\.result.isUploaded) }

  /// The line for one video, written when its result is known.
  static func line(_ row: Row, number: Int, of count: Int) -> String {
    let total = "\(count)"
    let number = String(repeating: " ", count: total.count - "\(number)".count) + "\(number)"
    return Terminal.printable(
      "[\(number)/\(total)] \(row.file.name), \(Readable.bytes(row.file.byteCount)): "
        + "\(row.result.name) - \(row.result.details)")
  }

  /// The table of all videos.
  var table: String {
    let cells = rows.map {
      [$0.file.name, Readable.bytes($0.file.byteCount), $0.result.name, $0.result.details]
    }
    return TextTable(cells, header: ["FILE", "SIZE", "RESULT", "VIDEO OR REASON"]).lines()
      .joined(separator: "\n")
  }

  /// The line with the totals.
  var total: String {
    let counts = [
      "uploaded", "already uploaded", "same as another", "failed", "unknown", "not tried",
      "to send",
    ].map { kind in (kind, rows.filter { $0.result.kind == kind }.count) }
    let bytes = rows.reduce(0) { $0 + $1.file.byteCount }
    return
      "Total: \(rows.count) \(rows.count == 1 ? "video" : "videos"), \(Readable.bytes(bytes)): "
      + counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }

  /// The report as one document.
  func document(journal: URL?) -> Document {
    Document(
      videos: rows.map { row in
        Document.Video(
          name: row.file.name, size: row.file.byteCount, result: row.result.kind,
          videoNo: row.result.videoNo,
          reason: row.result.videoNo == nil ? row.result.details : nil)
      }, isComplete: isComplete, journal: journal?.path)
  }

  struct Document: Encodable {
    struct Video: Encodable {
      let name: String
      let size: Int64
      let result: String
      let videoNo: String?
      let reason: String?
    }

    let videos: [Video]
    let isComplete: Bool
    let journal: String?
  }
}
