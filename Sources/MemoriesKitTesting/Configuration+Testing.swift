import Foundation
import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension MemoriesClient.Configuration {
  /// A configuration whose requests are answered by a replay instead of the network.
  ///
  /// - Parameters:
  ///   - replay: Answers, and remembers what was asked.
  ///   - base: Everything else.
  public static func replaying(
    _ replay: Replay, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    base.answered(by: replay.protocolClass, StandIn(replay, headers: replay.headers))
  }

  /// A configuration whose requests reach the service and are written down.
  ///
  /// - Parameters:
  ///   - recorder: Writes down what passes.
  ///   - base: Everything else, the hosts included.
  public static func recording(
    _ recorder: Recorder, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    base.answered(
      by: recorder.protocolClass, StandIn(recorder, headers: recorder.headers))
  }

  /// A configuration whose requests go to a sandbox.
  ///
  /// - Parameters:
  ///   - sandbox: The server.
  ///   - base: Everything but the hosts.
  public static func sandbox(
    _ sandbox: Sandbox, base: MemoriesClient.Configuration = MemoriesClient.Configuration()
  ) -> MemoriesClient.Configuration {
    var configuration = base
    configuration.visualSearch = sandbox.visualSearchURL
    configuration.visualIntelligence = sandbox.visualIntelligenceURL
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
