import Foundation
import MemoriesKit
import Terminal

extension PageFile {
  /// How much media a page holds; what is beyond lies beside it.
  private static let room: Int64 = 32 << 20

  /// Fetches files, as far as it gets, and throws the first error.
  func fetch(
    _ files: [(file: StoredFile, isPicture: Bool)], into media: inout HitMedia,
    _ client: MemoriesClient, _ output: Output
  ) async throws {
    guard !files.isEmpty else { return }
    if !output.isJSON {
      let pictures = files.count { $0.isPicture }
      let parts = [(pictures, "picture"), (files.count - pictures, "video")]
        .filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
      Terminal.writeError(
        """
        Fetching \(parts.joined(separator: " and ")). Downloads are billed by size, which the \
        service does not tell before. Ctrl-C ends it.

        """)
    }
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: temporary) }
    var room = Self.room
    var failure: (any Error)?
    for (index, (file, isPicture)) in files.enumerated() {
      if let failure, Self.endsFetching(failure) {
        media[file] = .missing("not fetched any more")
        continue
      }
      do {
        let label = "Fetching \(index + 1) of \(files.count)"
        let saved = try await output.withProgressLine(label) { line in
          try await client.download(file, to: .directory(temporary)) { line.update($0) }
        }
        media[file] = try writing(.done) { try medium(saved, isPicture: isPicture, index, &room) }
      } catch {
        failure = failure ?? error
        media[file] = .missing("\(error)")
      }
    }
    if let failure { throw failure }
  }

  private func medium(
    _ file: DownloadedFile, isPicture: Bool, _ index: Int, _ room: inout Int64
  ) throws -> HitMedia.Medium {
    let type = MediaSource.ContentType(fileName: file.url.lastPathComponent).rawValue
    let stated = file.contentType?.lowercased() ?? ""
    if isPicture {
      guard file.byteCount <= room else { return .missing("the page has no room for it") }
      room -= file.byteCount
      return HitMedia.Medium(picture: try Data(contentsOf: file.url), contentType: stated)
    }
    guard file.byteCount > room else {
      room -= file.byteCount
      let type = [stated, type].first { $0.hasPrefix("video/") } ?? "video/mp4"
      return HitMedia.Medium(video: try Data(contentsOf: file.url), type: type)
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let name = "\(index + 1)-\(file.url.lastPathComponent)"
    let place = folder.appendingPathComponent(name)
    guard rename(file.url.path, place.path) == 0 else {
      throw FileFailure(.open, place.path, .alreadyExists)
    }
    return .beside(HTML(path: [folder.lastPathComponent, name]))
  }

  /// Whether every other file would fail in the same way.
  private static func endsFetching(_ error: any Error) -> Bool {
    guard let error = error as? MemoriesError else { return error is CancellationError }
    return error.kind == .cancelled || error.concernsEveryCall
  }
}

extension MemoriesClient {
  fileprivate func download(
    _ file: StoredFile, to destination: DownloadDestination, progress: TransferProgress.Handler
  ) async throws -> DownloadedFile {
    switch file {
    case .at(let location):
      try await download(
        VisualSearch.DownloadResource(at: location), to: destination, progress: progress)
    case .video(let number, let scope):
      try await download(
        VisualSearch.DownloadVideo(number, scope: scope), to: destination, progress: progress)
    }
  }
}

extension HTML {
  /// A relative URL of a file.
  fileprivate init(path: [String]) {
    let allowed = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
    let words = path.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }
    self = "\(words.joined(separator: "/"))"
  }
}
