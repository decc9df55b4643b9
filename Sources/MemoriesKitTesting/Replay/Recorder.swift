import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes the requests of a client on to where they are meant to go and writes down what was said.
///
/// Give `protocolClass` and `headers` to the client's configuration, keep the recorder for as long
/// as the client is used, and call `finish()` at the end. What it writes has been scrubbed before.
/// Redirects are not followed: they are answers. Requests without an answer are not recorded.
public final class Recorder: Sendable {
  private struct State {
    var nextNumber = 0
    var exchanges: [Int: RecordedExchange] = [:]
    var hasFinished = false
  }

  /// Where the HAR file goes. One that is already there is replaced.
  public let url: URL

  /// How many bytes of a body are recorded. Of a longer one only the length is.
  public let bodyLimit: Int

  private let scrubber: Scrubber
  private let comment: String?
  private let token = UUID().uuidString
  private let state = Locked(State())

  /// Prepares a recording. Nothing is written before `finish()`.
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

  /// The class that must be among the protocol classes of the session.
  public var protocolClass: URLProtocol.Type { RecorderProtocol.self }

  /// The header that each request must carry. It is neither passed on nor recorded.
  public var headers: [String: String] { [RecorderProtocol.tokenHeader: token] }

  /// What was recorded so far, scrubbed, in the order in which the requests began.
  public var exchanges: [RecordedExchange] {
    state.withLock { state in
      state.exchanges.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// Ends the recording and writes the file, whole or not at all.
  public func finish() throws {
    state.withLock { $0.hasFinished = true }
    try HTTPArchive(exchanges, comment: comment).write(to: url)
  }

  /// A place in the recording for a request that begins; nil when it is over.
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
