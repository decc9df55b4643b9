import Foundation

/// A download while it is written: a hidden file in the directory of the destination, which moves
/// to its final name only when it is complete.
///
/// The directory and the hidden file are open from before the request leaves. So a billed download
/// fails neither for lack of descriptors nor because somebody renamed the directory.
///
/// No hidden file stays behind: an error, `discard()` and `deinit` remove it. None of them removes
/// a committed file.
final class DownloadFile: @unchecked Sendable {
  // Unchecked: only `queue` uses `state`. Disks block, so this object has a queue of its own
  // instead of blocking one of the few shared threads of Swift.
  private var state = State.unopened
  private let queue = DispatchQueue(label: "MemoriesKit.DownloadFile")
  private let destination: DownloadDestination
  private let mode: mode_t

  private enum State {
    case unopened
    case writing(HiddenFile)
    case failed(FileFailure)
    case ended
  }

  /// Makes a download; nothing is on disk yet.
  ///
  /// - Parameter mode: Who may read and write the file.
  init(for destination: DownloadDestination, mode: mode_t = 0o644) {
    self.destination = destination
    self.mode = mode
  }

  deinit {
    if case .writing(let part) = state { part.remove() }
  }

  /// Creates the hidden file, unless it exists. Call this before the request leaves.
  func open() throws(FileFailure) {
    try queue.sync { [self] in
      Result { () throws(FileFailure) in
        guard case .unopened = state else { return _ = try part() }
        state = .writing(try HiddenFile(in: destination.openDirectory(), mode: mode))
      }
    }.get()
  }

  /// Begins anew, whatever an earlier attempt has written.
  func restart() async throws(FileFailure) {
    try await endingOnFailure { (part) throws(FileFailure) in try part.file.rewind() }
  }

  /// Appends chunks. After an error nothing can be written or committed any more, because bytes
  /// would be missing in the middle.
  func write(_ chunks: [Data]) async throws(FileFailure) {
    try await endingOnFailure { (part) throws(FileFailure) in
      for chunk in chunks { try part.file.append(chunk) }
    }
  }

  /// Moves the file to its final name, and returns its URL. `name` is used when the destination is
  /// a directory.
  func commit(named name: SafeFileName) async throws(FileFailure) -> URL {
    try await endingOnFailure { [self] (part) throws(FileFailure) in
      // There is no fsync: it takes as long as the disk is slow. Those who must survive a power
      // failure can call it on the file (on Apple's systems fcntl with F_FULLFSYNC).
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
        // The limit only stops a broken file system from keeping this loop for ever.
        guard error.reason == .alreadyExists, number < 100_000 else { throw error }
        number += 1
      }
    }
  }

  /// The URL of the file, with the path that the user gave if it still leads there.
  private func url(of name: String, in directory: OpenDirectory) -> URL {
    let given = destination.directory
    let location = directory.location
    let isThere = location == (try? given.localPath())
    return (isThere ? given : URL(fileURLWithPath: location, isDirectory: true))
      .appendingPathComponent(name, isDirectory: false)
  }
}
