import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes each request to the recorder whose token it carries.
final class RecorderProtocol: URLProtocol {
  static let tokenHeader = "X-MemoriesKit-Record"
  static let recorders = RoutingTable<Recorder>()

  private var recording: Recording?

  override class func canInit(with request: URLRequest) -> Bool {
    request.value(forHTTPHeaderField: tokenHeader) != nil
  }

  override class func canonicalRequest(for request: URLRequest) -> URLRequest { request }

  override func startLoading() {
    do {
      let token = request.value(forHTTPHeaderField: Self.tokenHeader)
      guard let recorder = Self.recorders.target(of: token), let number = recorder.begin() else {
        throw ReplayFailure(
          "The recorder of this request has finished, or is gone: keep it for as long as its "
            + "client is used.")
      }
      let outgoing = try OutgoingRequest(request, limit: recorder.bodyLimit)
      let recording = Recording(of: outgoing, as: number, in: recorder, for: self)
      self.recording = recording
      recording.start()
    } catch {
      client?.urlProtocol(self, didFailWithError: error)
    }
  }

  override func stopLoading() {
    recording?.stop()
  }
}
