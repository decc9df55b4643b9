import Foundation

/// A download on its way to disk: written aside under a hidden name in the destination's directory,
/// and moved onto its own name only once it is complete.
///
/// Whatever else happens, nothing stays behind: `discard()` removes the hidden file, and so does
/// letting go of this object. What was committed is never removed.
///
/// Disks block, so everything runs on the file's own queue instead of Swift's few shared threads.
actor DownloadFile {
  /// How many bytes were written.
  private(set) var byteCount: Int64 = 0

  private enum State {
    case opening
    case writing(OpenFile)
    case failed(FileFailure)
    case ended
  }

  private let directory: URL
  private let name: String
  private let whenExists: DownloadDestination.ExistingFile
  private var state = State.opening
  /// The path of the hidden file, as long as it is there.
  private var partPath: String?
  private let executor = QueueExecutor(label: "MemoriesKit.DownloadFile")

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Creates the hidden file; `name` is used when the destination is a directory.
  init(for destination: DownloadDestination, named name: SafeFileName) async throws(FileFailure) {
    switch destination {
    case .file(let url, let whenExists):
      directory = url.deletingLastPathComponent()
      self.name = url.lastPathComponent
      self.whenExists = whenExists
    case .directory(let url, let whenExists):
      directory = url
      self.name = name.text
      self.whenExists = whenExists
    }
    let suffix = ".part-" + DownloadDestination.randomMark()
    let room = SafeFileName.maximumByteCount - suffix.utf8.count - 1
    let partName = "." + SafeFileName.shortened(self.name, to: room) + suffix
    let part = try OpenFile(creating: directory.localPath() + "/" + partName)
    partPath = part.path
    state = .writing(part)
  }

  deinit {
    if let partPath { unlink(partPath) }
  }

  /// Writes the chunks behind what was written before. After an error nothing can be written or
  /// committed any more, since bytes would be missing in the middle.
  func write(_ chunks: [Data]) throws(FileFailure) {
    let part = try openPart()
    do {
      for chunk in chunks {
        try part.append(chunk)
        byteCount += Int64(chunk.count)
      }
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Moves the file onto its name and returns where it is.
  func commit() throws(FileFailure) -> URL {
    let part = try openPart()
    // No fsync: it would take as long as the disk is slow, and who needs to survive a loss of power
    // can call it on the file.
    try part.checkWritten()
    let url = try move(part.path)
    partPath = nil
    state = .ended
    return url
  }

  /// Removes the hidden file; does nothing after a commit.
  func discard() {
    if let partPath { unlink(partPath) }
    partPath = nil
    state = .ended
  }

  private func openPart() throws(FileFailure) -> OpenFile {
    switch state {
    case .writing(let part): return part
    case .failed(let failure): throw failure
    case .opening, .ended: throw FileFailure(.write, name, .closed)
    }
  }

  private func move(_ path: String) throws(FileFailure) -> URL {
    let url = directory.appendingPathComponent(name, isDirectory: false)
    switch whenExists {
    case .replace:
      try FileMove.replacing(from: path, to: url.localPath())
      return url
    case .fail:
      try FileMove.withoutReplacing(from: path, to: url.localPath())
      return url
    case .number:
      return try moveToFreeName(path)
    }
  }

  private func moveToFreeName(_ path: String) throws(FileFailure) -> URL {
    var number = 1
    while true {
      let mark = number == 1 ? "" : " \(number)"
      let numbered = SafeFileName.shortened(name, inserting: mark)
      let url = directory.appendingPathComponent(numbered, isDirectory: false)
      do {
        try FileMove.withoutReplacing(from: path, to: url.localPath())
        return url
      } catch {
        // The bound is only there so that a broken file system cannot keep us for ever.
        guard error.reason == .alreadyExists, number < 100_000 else { throw error }
        number += 1
      }
    }
  }
}
