import Foundation
import MemoriesKit
import Terminal

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Stands in the place of the network and sends nothing, but notes what would be sent.
///
/// What a command would send next often follows from an answer, so a dry run ends at the first
/// request of each thing that the command was asked to do.
final class DryRun: URLProtocol {
  /// A request that was not sent.
  struct Request: Encodable, Sendable {
    let method: String
    let url: String
    /// The size of its body.
    let byteCount: Int64?
  }

  /// The document of a dry run.
  struct Report: Encodable {
    let wouldSend: [Request]

    var lines: [String] {
      wouldSend.map { request in
        let size = request.byteCount.map { ", \(Readable.bytes($0))" } ?? ""
        return Terminal.printable("would send \(request.method) \(request.url)\(size)")
      }
    }
  }

  private static let notes = Notes()

  /// What would have been sent until now; nil if nothing.
  static var report: Report? {
    let requests = notes.requests
    return requests.isEmpty ? nil : Report(wouldSend: requests)
  }

  override class func canInit(with request: URLRequest) -> Bool { true }

  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    Self.notes.add(
      Request(
        method: request.httpMethod ?? "GET", url: request.url?.absoluteString ?? "",
        byteCount: request.value(forHTTPHeaderField: "Content-Length").flatMap { Int64($0) }
          ?? request.httpBody.map { Int64($0.count) }))
    client?.urlProtocol(self, didFailWithError: URLError(.notConnectedToInternet))
  }

  override func stopLoading() {}

  /// A clock of pauses that ends whoever wants to pause, to try again or to look again.
  struct Pauses: Clock {
    var now: ContinuousClock.Instant { ContinuousClock.now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
      throw CancellationError()
    }
  }

  private final class Notes: @unchecked Sendable {
    // Unchecked: `list` is used only while `lock` is held.
    private let lock = NSLock()
    private var list: [Request] = []

    var requests: [Request] { lock.withLock { list } }

    func add(_ request: Request) { lock.withLock { list.append(request) } }
  }
}
