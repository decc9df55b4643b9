import Foundation
import MemoriesKitTesting

/// The program that all others are measured against: the sandbox, with answers that cost it next to
/// nothing, in a process of its own.
///
/// The first line that it writes is the port. Each line that it reads it answers with the number of
/// connections so far, and it ends when its standard input does: with whoever started it, however
/// that ended.
struct Server: Program {
  func run() async throws -> Done {
    let sandbox = try await Sandbox.start()
    sandbox.route("*", "/*", reading: .counting) { try Self.answer($0) }
    Self.say("\(sandbox.url.port ?? 0)")
    while readLine() != nil {
      Self.say("\(sandbox.exchanges.lazy.map(\.request.connection).max() ?? 0)")
    }
    await sandbox.stop()
    return Done()
  }

  private static func say(_ line: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data("\(line)\n".utf8))
  }

  private static func answer(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let path = request.path.split(separator: "/")
    guard let behaviour = Behaviour(path.dropLast()), let operation = path.last else {
      throw Failure("no such behaviour: \(request.path)")
    }
    if case .thinking(let milliseconds) = behaviour { usleep(UInt32(milliseconds) * 1000) }
    switch (operation, behaviour) {
    case ("upload", _): return json(DocumentedAnswers.upload)
    case ("get_metadata", _): return json(DocumentedAnswers.metadata)
    case ("download", .sized(let count)): return file(count)
    case ("download", .chunked(let count)): return file(count, .chunked)
    case ("download", .paced(let count, let rate)):
      var answer = file(count)
      answer.pace = pace(rate)
      return answer
    default: throw Failure("no such operation: \(request.path)")
    }
  }

  private static func json(_ envelope: String) -> Sandbox.Answer {
    Sandbox.Answer(headers: ["Content-Type": "application/json"], body: .text(envelope))
  }

  private static func file(
    _ count: Int64, _ framing: Sandbox.Answer.Framing = .sized
  ) -> Sandbox.Answer {
    let (blocks, rest) = Int(count).quotientAndRemainder(dividingBy: block.count)
    // The same memory again and again.
    let pieces = Array(repeating: block, count: blocks) + (rest == 0 ? [] : [block.prefix(rest)])
    return Sandbox.Answer(
      headers: ["Content-Type": "video/mp4"], body: .pieces(pieces), framing: framing)
  }

  /// Pieces of 64 KiB, or as little more as makes the pause a whole number of milliseconds, which it
  /// would be rounded up to.
  private static func pace(_ bytesPerSecond: Int64) -> Sandbox.Pace {
    let milliseconds = (65_536_000 + bytesPerSecond - 1) / bytesPerSecond
    return Sandbox.Pace(
      pieceSize: Int(bytesPerSecond * milliseconds / 1000), pause: .milliseconds(milliseconds))
  }

  private static let block = Data(repeating: 0x5A, count: 1 << 20)
}
