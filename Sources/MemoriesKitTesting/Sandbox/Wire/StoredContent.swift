import Foundation

/// The content of an uploaded file: in memory if it is small, else in a file that is deleted with
/// the last reference.
final class StoredContent: Sendable {
  enum Place: Sendable {
    case memory(Data)
    case file(URL)
  }

  let place: Place
  let byteCount: Int64

  init(_ place: Place, byteCount: Int64) {
    self.place = place
    self.byteCount = byteCount
  }

  deinit {
    if case .file(let url) = place {
      try? FileManager.default.removeItem(at: url)
    }
  }

  /// The bytes, if they are in memory.
  var data: Data? {
    if case .memory(let data) = place { return data }
    return nil
  }

  /// Passes the content to `body`, piece by piece.
  func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    switch place {
    case .memory(let data):
      try data.withUnsafeBytes(body)
    case .file(let url):
      let file = try FileHandle(forReadingFrom: url)
      defer { try? file.close() }
      while let data = try file.read(upToCount: 256 << 10), !data.isEmpty {
        try data.withUnsafeBytes(body)
      }
    }
  }
}

/// The folder for uploads that are too large for memory. It is created for the first one.
struct SpoolFolder: Sendable {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("MemoriesKit-Sandbox-\(UUID().uuidString)", isDirectory: true)

  /// Creates a new, empty file.
  func makeFile() throws -> URL {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let file = url.appendingPathComponent(UUID().uuidString)
    try Data().write(to: file, options: .withoutOverwriting)
    return file
  }

  /// Removes the folder with its content.
  func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}

/// Receives content while it arrives, in memory up to a limit and then in a file.
struct ContentSink {
  private let memoryLimit: Int
  private let spool: SpoolFolder
  private var memory = Data()
  private var file: (handle: FileHandle, content: URL)?
  private var byteCount: Int64 = 0

  init(memoryLimit: Int, spool: SpoolFolder) {
    self.memoryLimit = memoryLimit
    self.spool = spool
  }

  /// Receives bytes.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
    byteCount += Int64(bytes.count)
    if file == nil, byteCount > Int64(memoryLimit) {
      let url = try spool.makeFile()
      file = (try FileHandle(forWritingTo: url), url)
      try file?.handle.write(contentsOf: memory)
      memory = Data()
    }
    guard let file, let base = bytes.baseAddress else {
      memory.append(contentsOf: bytes)
      return
    }
    try file.handle.write(
      contentsOf: Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count,
        deallocator: .none))
  }

  /// Returns the content. Do not use the sink afterwards.
  mutating func finish() throws -> StoredContent {
    guard let file else { return StoredContent(.memory(memory), byteCount: byteCount) }
    let content = StoredContent(.file(file.content), byteCount: byteCount)
    try file.handle.close()
    return content
  }
}
