import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes the requests of a client on to the service, and records them with their answers.
///
/// Give `protocolClass` and `headers` to the configuration of the client, keep the recorder as long
/// as you use the client, and call `finish()` at the end. The recorder scrubs everything before it
/// writes. It records redirects as answers and does not follow them. It does not record requests
/// without an answer.
public final class Recorder: Sendable {
  private struct State {
    var nextNumber = 0
    var exchanges: [Int: RecordedExchange] = [:]
    var hasFinished = false
  }

  /// The URL of the HAR file. The recorder replaces an existing file.
  public let url: URL

  /// The longest body that is recorded. Of a longer one, the recording has only the length.
  public let bodyLimit: Int

  private let scrubber: Scrubber
  private let comment: String?
  private let token = UUID().uuidString
  private let state = Locked(State())

  /// Makes a recorder. It writes nothing before `finish()`.
  public init(
    to url: URL, scrubber: Scrubber, comment: String? = nil, bodyLimit: Int = 1 << 20
  ) {
    self.url = url
    self.scrubber = scrubber
    self.comment = comment
    self.bodyLimit = bodyLimit
    RecorderProtocol.recorders.add(self, as: token)
  }

  deinit {
    RecorderProtocol.recorders.remove(token)
  }

  /// The protocol class that the session must have.
  public var protocolClass: URLProtocol.Type { RecorderProtocol.self }

  /// The header that each request must carry. The recorder neither passes it on nor records it.
  public var headers: [String: String] { [RecorderProtocol.tokenHeader: token] }

  /// The scrubbed exchanges so far, in the order in which the requests began.
  public var exchanges: [RecordedExchange] {
    state.withLock { state in
      state.exchanges.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Ends the recording, and writes the whole file or nothing.
  public func finish() throws {
    state.withLock { $0.hasFinished = true }
    try HTTPArchive(exchanges, comment: comment).write(to: url)
  }

  /// The number of a request that begins; nil when the recording has ended.
  func begin() -> Int? {
    state.withLock { state in
      if state.hasFinished { return nil }
      state.nextNumber += 1
      return state.nextNumber
    }
  }

  func add(_ exchange: RecordedExchange, at number: Int) {
    let scrubbed = scrubber.scrubbed(exchange)
    state.withLock { state in
      if !state.hasFinished { state.exchanges[number] = scrubbed }
    }
  }
}
