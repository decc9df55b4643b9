import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Passes one request on, hands the answer to the client, and keeps a copy for the recorder.
final class Recording: Sendable {
  private struct State {
    /// Set to nil at the end, because the loader holds the recording.
    var loader: URLProtocol?
    var cancel: (@Sendable () -> Void)?
    var response: HTTPURLResponse?
    var kept = Data()
    var length: Int64 = 0
  }

  private let outgoing: OutgoingRequest
  private let number: Int
  private let recorder: Recorder
  private let context = LoadingContext()
  private let state: Locked<State>

  init(
    of outgoing: OutgoingRequest, as number: Int, in recorder: Recorder, for loader: URLProtocol
  ) {
    self.outgoing = outgoing
    self.number = number
    self.recorder = recorder
    state = Locked(State(loader: loader))
  }

  func start() {
    let cancel = PassThrough.shared.send(outgoing.request) { event in
      #if canImport(Darwin)
      self.context.perform { self.receive(event) }
      #else
      // On Linux the events arrive on the queue of the client, and this call slows them down to its
      // speed.
      self.receive(event)
      #endif
    }
    let isStopped = state.withLock { state in
      state.cancel = cancel
      return state.loader == nil
    }
    if isStopped { cancel() }
  }

  func stop() {
    end()?.cancel?()
  }

  /// Ends the recording on the first call; after that, the client gets nothing more.
  private func end() -> State? {
    let ended = state.withLock { state -> State? in
      guard state.loader != nil else { return nil }
      let ended = state
      state.loader = nil
      return ended
    }
    if ended != nil { outgoing.removeFile() }
    return ended
  }

  private func receive(_ event: PassThrough.Event) {
    switch event {
    case .response(let response):
      let loader = state.withLock { state in
        state.response = response
        return state.loader
      }
      guard let loader else { return }
      loader.client?.urlProtocol(loader, didReceive: response, cacheStoragePolicy: .notAllowed)
    case .bytes(let bytes):
      let loader = state.withLock { state in
        state.length += Int64(bytes.count)
        state.kept.append(bytes.prefix(max(0, recorder.bodyLimit - state.kept.count)))
        return state.loader
      }
      guard let loader else { return }
      loader.client?.urlProtocol(loader, didLoad: bytes)
    case .ended(let error):
      guard let ended = end(), let loader = ended.loader else { return }
      if let error {
        loader.client?.urlProtocol(loader, didFailWithError: error)
      } else {
        record(ended)
        loader.client?.urlProtocolDidFinishLoading(loader)
      }
    }
  }

  private func record(_ ended: State) {
    guard let response = ended.response else { return }
    var fields: [String: String] = [:]
    for case let (name as String, value as String) in response.allHeaderFields {
      fields[name] = value
    }
    recorder.add(
      RecordedExchange(
        request: outgoing.recorded,
        response: RecordedResponse(
          status: response.statusCode, headers: [RecordedHeader](fields),
          body: RecordedBody(keeping: ended.kept, of: ended.length))),
      at: number)
  }
}
