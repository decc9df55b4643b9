import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Plays an answer to the session step by step, until it ends or is stopped.
final class Playback: Sendable {
  private struct State {
    var steps: ArraySlice<ReplayAnswer.Step>
    /// Set to nil at the end, because the loader holds the playback.
    var loader: URLProtocol?
    var waiting: Task<Void, Never>?
  }

  private let state: Locked<State>

  init(of answer: ReplayAnswer, for loader: URLProtocol) {
    state = Locked(State(steps: answer.steps[...], loader: loader))
  }

  func stop() {
    let waiting = state.withLock { state in
      state.loader = nil
      return state.waiting
    }
    waiting?.cancel()
  }

  /// Plays the next steps. Call it only in `context`.
  func play(in context: LoadingContext) {
    while let (step, loader) = next() {
      switch step {
      case .head(let response):
        guard let head = HTTPURLResponse(response, url: loader.request.url) else {
          loader.client?.urlProtocol(loader, didFailWithError: URLError(.badServerResponse))
          return stop()
        }
        loader.client?.urlProtocol(loader, didReceive: head, cacheStoragePolicy: .notAllowed)
      case .bytes(let bytes):
        loader.client?.urlProtocol(loader, didLoad: bytes)
      case .fail(let error):
        loader.client?.urlProtocol(loader, didFailWithError: error)
        return stop()
      case .finish:
        loader.client?.urlProtocolDidFinishLoading(loader)
        return stop()
      case .waitForEver:
        return
      case .wait(let duration, let clock):
        return wait(for: duration, on: clock, in: context)
      }
    }
  }

  private func next() -> (ReplayAnswer.Step, URLProtocol)? {
    state.withLock { state in
      guard let loader = state.loader, let step = state.steps.popFirst() else { return nil }
      return (step, loader)
    }
  }

  private func wait(
    for duration: Duration, on clock: any Clock<Duration>, in context: LoadingContext
  ) {
    let waiting = Task {
      guard (try? await clock.sleep(for: duration)) != nil else { return }
      context.perform { self.play(in: context) }
    }
    let isStopped = state.withLock { state in
      state.waiting = waiting
      return state.loader == nil
    }
    if isStopped { waiting.cancel() }
  }
}

extension HTTPURLResponse {
  convenience init?(_ response: RecordedResponse, url: URL?) {
    guard let url else { return nil }
    // The dictionary has one value for each name, in any case.
    var fields: [String: String] = [:]
    for header in response.headers {
      let name = fields.keys.first { header.isNamed($0) } ?? header.name
      fields[name] = fields[name].map { "\($0), \(header.value)" } ?? header.value
    }
    self.init(
      url: url, statusCode: response.status, httpVersion: "HTTP/1.1", headerFields: fields)
  }
}
