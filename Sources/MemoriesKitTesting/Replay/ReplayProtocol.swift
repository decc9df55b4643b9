import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Replaces the network: passes each request to the replay whose token it carries.
final class ReplayProtocol: URLProtocol {
  static let tokenHeader = "X-MemoriesKit-Replay"
  static let replays = RoutingTable<Replay>()

  private var playback: Playback?

  override class func canInit(with request: URLRequest) -> Bool {
    request.value(forHTTPHeaderField: tokenHeader) != nil
  }

  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    let playback = Playback(of: answer(), for: self)
    self.playback = playback
    playback.play(in: LoadingContext())
  }

  override func stopLoading() {
    playback?.stop()
  }

  private func answer() -> ReplayAnswer {
    let token = request.value(forHTTPHeaderField: Self.tokenHeader)
    guard let replay = Self.replays.target(of: token) else {
      return .error(
        ReplayFailure(
          "The replay of this request is gone: keep it for as long as its session is used."))
    }
    var body = BodyCapture(limit: replay.bodyLimit)
    do {
      try body.read(request)
    } catch {
      return .error(error)
    }
    return replay.answer(
      to: RecordedRequest(request, body: body.recorded, routedBy: Self.tokenHeader))
  }
}
