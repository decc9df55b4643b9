import Foundation

/// A download on its way to disk: written aside under a hidden name in the destination's directory,
/// and moved onto its own name only once it is complete.
///
/// The directory and the hidden file stay open from before the request is sent. So neither a lack of
/// descriptors nor a directory that is renamed meanwhile costs a download that was paid for.
///
/// Whatever else happens, nothing stays behind: errors and `discard()` remove the hidden file, and so
/// does letting go of this object. What was committed is never removed.
final class DownloadFile: @unchecked Sendable {
  // Unchecked: `state` is touched on `queue` only. Disks block, so this is a queue of its own instead
  // of one of Swift's few shared threads.
  private var state = State.unopened
  private let queue = DispatchQueue(label: "MemoriesKit.DownloadFile")
  private let destination: DownloadDestination

  private enum State {
    case unopened
    case writing(HiddenFile)
    case failed(FileFailure)
    case ended
  }

  /// A download to this destination, of which nothing is on disk yet.
  init(for destination: DownloadDestination) {
    self.destination = destination
  }

  deinit {
    if case .writing(let part) = state { part.remove() }
  }

  /// Makes the hidden file, unless it is there already. For the moment before a request goes out.
  func open() throws(FileFailure) {
    try queue.sync { [self] in
      Result { () throws(FileFailure) in
        guard case .unopened = state else { return _ = try part() }
        state = .writing(try HiddenFile(in: destination.openDirectory()))
      }
    }.get()
  }

  /// Takes away what an earlier attempt has written.
  func restart() async throws(FileFailure) {
    try await endingOnFailure { (part) throws(FileFailure) in try part.file.empty() }
  }

  /// Writes the chunks behind what was written before. After an error nothing can be written or
  /// committed any more, since bytes would be missing in the middle.
  func write(_ chunks: [Data]) async throws(FileFailure) {
    try await endingOnFailure { (part) throws(FileFailure) in
      for chunk in chunks { try part.file.append(chunk) }
    }
  }

  /// Moves the file onto its name and returns where it is; `name` is used when the destination is a
  /// directory.
  func commit(named name: SafeFileName) async throws(FileFailure) -> URL {
    try await endingOnFailure { [self] (part) throws(FileFailure) in
      // No fsync: it would take as long as the disk is slow, and who needs to survive a loss of
      // power can call it on the file.
      try part.checkName()
      try part.file.finish()
      let name = try move(part, to: destination.fileName ?? name.text)
      state = .ended
      return url(of: name, in: part.directory)
    }
  }

  /// Removes the hidden file; does nothing after a commit.
  func discard() async {
    await onQueue { [self] in
      if case .writing(let part) = state { part.remove() }
      state = .ended
    }
  }

  private func endingOnFailure<Value: Sendable>(
    _ body: @escaping @Sendable (HiddenFile) throws(FileFailure) -> Value
  ) async throws(FileFailure) -> Value {
    try await onQueue { [self] in
      Result { () throws(FileFailure) in
        let part = try part()
        do throws(FileFailure) {
          return try body(part)
        } catch {
          part.remove()
          state = .failed(error)
          throw error
        }
      }
    }.get()
  }

  private func onQueue<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
  }

  private func part() throws(FileFailure) -> HiddenFile {
    switch state {
    case .writing(let part): return part
    case .failed(let failure): throw failure
    case .unopened, .ended: throw FileFailure(.write, destination.directory.path, .closed)
    }
  }

  private func move(_ part: HiddenFile, to name: String) throws(FileFailure) -> String {
    switch destination.whenExists {
    case .replace:
      try part.directory.move(part.name, replacing: name)
      return name
    case .fail:
      try part.directory.move(part.name, toFreeName: name)
      return name
    case .number:
      return try moveToFreeName(part, name)
    }
  }

  private func moveToFreeName(_ part: HiddenFile, _ name: String) throws(FileFailure) -> String {
    var number = 1
    while true {
      let mark = number == 1 ? "" : " \(number)"
      let numbered = SafeFileName.shortened(name, inserting: mark)
      do {
        try part.directory.move(part.name, toFreeName: numbered)
        return numbered
      } catch {
        // The bound is only there so that a broken file system cannot keep us for ever.
        guard error.reason == .alreadyExists, number < 100_000 else { throw error }
        number += 1
      }
    }
  }

  /// Where the file is, in the user's own spelling where that is still right.
  private func url(of name: String, in directory: OpenDirectory) -> URL {
    let given = destination.directory
    let location = directory.location
    let isThere = location == (try? given.localPath())
    return (isThere ? given : URL(fileURLWithPath: location, isDirectory: true))
      .appendingPathComponent(name, isDirectory: false)
  }
}
