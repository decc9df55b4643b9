import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// How a replay answers a request: with a response, in one piece or several, or with a failure of
/// the network.
public struct ReplayAnswer: Sendable {
  enum Step: Sendable {
    case wait(Duration, any Clock<Duration>)
    case waitForEver
    case head(RecordedResponse)
    case bytes(Data)
    case fail(any Error)
    case finish
  }

  var steps: [Step]

  /// Answers with a recorded or made-up response.
  public static func response(_ response: RecordedResponse) -> ReplayAnswer {
    if response.body.isTruncated {
      return .error(
        ReplayFailure(
          "The recorded answer cannot be replayed: its body of \(response.body.length) bytes was "
            + "not kept."))
    }
    var steps: [Step] = [.head(response)]
    var rest = response.body.bytes
    for size in response.pieces where size > 0 && !rest.isEmpty {
      steps.append(.bytes(Data(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    if !rest.isEmpty { steps.append(.bytes(Data(rest))) }
    return ReplayAnswer(steps: steps + [.finish])
  }

  /// Answers with a JSON text.
  public static func json(
    _ text: String, status: Int = 200, headers: [RecordedHeader] = []
  ) -> ReplayAnswer {
    .body(Data(text.utf8), type: "application/json", status: status, headers: headers)
  }

  /// Answers with bytes of some type, and states their length unless a header does.
  public static func body(
    _ bytes: Data, type: String = "application/octet-stream", status: Int = 200,
    headers: [RecordedHeader] = [], pieces: [Int] = []
  ) -> ReplayAnswer {
    var headers = headers
    if headers["Content-Type"] == nil { headers.append(RecordedHeader("Content-Type", type)) }
    if headers["Content-Length"] == nil {
      headers.append(RecordedHeader("Content-Length", "\(bytes.count)"))
    }
    return .response(
      RecordedResponse(
        status: status, headers: headers, body: RecordedBody(bytes), pieces: pieces))
  }

  /// Fails like the network, before any answer.
  public static func failure(_ code: URLError.Code) -> ReplayAnswer {
    .error(URLError(code))
  }

  /// Never answers. The request ends when it is cancelled.
  public static let stall = ReplayAnswer(steps: [.waitForEver])

  /// The same answer, but after so many bytes of its body (before its head, if nil) nothing happens
  /// until `clock` has moved by `duration`.
  public func stalled(
    after byteCount: Int? = nil, for duration: Duration, on clock: any Clock<Duration>
  ) -> ReplayAnswer {
    let (before, after) = split(at: byteCount)
    return ReplayAnswer(steps: before + [.wait(duration.bounded, clock)] + after)
  }

  /// The same answer up to so many bytes of its body, and then nothing more.
  public func stalled(after byteCount: Int) -> ReplayAnswer {
    ReplayAnswer(steps: split(at: byteCount).before + [.waitForEver])
  }

  /// The same answer up to so many bytes of its body, and then a lost connection.
  public func cut(after byteCount: Int) -> ReplayAnswer {
    let steps = split(at: byteCount).before
    return ReplayAnswer(steps: steps + [.fail(URLError(.networkConnectionLost))])
  }

  static func error(_ error: any Error) -> ReplayAnswer {
    ReplayAnswer(steps: [.fail(error)])
  }

  private func split(at byteCount: Int?) -> (before: [Step], after: [Step]) {
    guard let byteCount else { return ([], steps) }
    var missing = max(0, byteCount)
    var before: [Step] = []
    for (index, step) in steps.enumerated() {
      switch step {
      case .bytes(let data) where data.count > missing:
        if missing > 0 { before.append(.bytes(Data(data.prefix(missing)))) }
        let rest = Step.bytes(Data(data.dropFirst(missing)))
        return (before, [rest] + steps[(index + 1)...])
      case .finish, .fail:
        return (before, Array(steps[index...]))
      case .bytes(let data):
        missing -= data.count
        before.append(step)
      default:
        before.append(step)
      }
    }
    return (before, [])
  }
}

/// Why a replay or a recorder refuses a request.
struct ReplayFailure: LocalizedError, CustomNSError {
  static let errorDomain = StandIn.errorDomain

  let message: String

  init(_ message: String) {
    self.message = message
  }

  var errorDescription: String? { message }
  var errorUserInfo: [String: Any] { [NSLocalizedDescriptionKey: message] }
}
