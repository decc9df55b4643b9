import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension MemoriesClient.Configuration {
  /// Makes a configuration whose requests a replay answers instead of the network.
  ///
  /// - Parameters:
  ///   - replay: Answers the requests, and remembers them.
  ///   - base: All other settings.
  public static func replaying(
    _ replay: Replay, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    base.answered(by: replay.protocolClass, StandIn(replay, headers: replay.headers))
  }

  /// Makes a configuration whose requests reach the service and are recorded.
  ///
  /// - Parameters:
  ///   - recorder: Records the requests and their answers.
  ///   - base: All other settings, with the hosts.
  public static func recording(
    _ recorder: Recorder, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    base.answered(
      by: recorder.protocolClass, StandIn(recorder, headers: recorder.headers))
  }

  /// Makes a configuration whose requests go to a sandbox, and whose waits are short.
  ///
  /// - Parameters:
  ///   - sandbox: The sandbox.
  ///   - base: All settings but the hosts. Its waits count too, unless they are those for the
  ///     service.
  public static func sandbox(
    _ sandbox: Sandbox, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    var configuration = base
    configuration.visualSearch = sandbox.visualSearchURL
    configuration.visualIntelligence = sandbox.visualIntelligenceURL
    if configuration.waiting == WaitOptions() {
      configuration.waiting.firstPause = .milliseconds(10)
      configuration.waiting.longestPause = .milliseconds(200)
    }
    return configuration
  }

  private func answered(
    by protocolClass: URLProtocol.Type, _ standIn: StandIn
  ) -> MemoriesClient.Configuration {
    var configuration = self
    configuration.protocolClasses.insert(protocolClass, at: 0)
    configuration.standIns.append(standIn)
    return configuration
  }
}
