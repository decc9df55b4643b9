import Foundation

extension MemoriesClient.Configuration {
  /// The code that moves the bytes of a client's requests.
  public enum Engine: String, Sendable, Hashable, Codable, CaseIterable {
    /// libcurl on Linux, and `URLSession` elsewhere or when this process has no libcurl from 7.68.
    /// The observer then gets a ``ClientEvent/Kind/engineReplaced`` event.
    case automatic
    /// Foundation's `URLSession`.
    case urlSession
    /// libcurl, which exists on Linux only. Without it the client cannot be made.
    case libcurl
  }

  /// An engine, and why it is not the one that the settings prefer.
  struct EngineChoice {
    let engine: any HTTPEngine
    var replacedBecause: String?
  }

  /// Chooses the engine for these settings; throws when none can serve them.
  func chooseEngine() throws -> EngineChoice {
    #if canImport(Glibc)
    let settings = LibcurlEngine.Settings(usesProxies: usesProxies, authorities: trusting?.path)
    return try chooseEngine(
      libcurl: LibcurlEngine(settings), problem: Libcurl.problem ?? "it does not start")
    #else
    return try chooseEngine(libcurl: nil, problem: "this system has none")
    #endif
  }

  /// - Parameters:
  ///   - libcurl: The engine on libcurl; nil when there is none.
  ///   - problem: Why there is none.
  func chooseEngine(libcurl: (any HTTPEngine)?, problem: String) throws -> EngineChoice {
    // Protocol classes are Foundation's. They answer without a connection, so that no other setting
    // matters.
    guard protocolClasses.isEmpty, bodyPairs == nil else {
      return EngineChoice(
        engine: URLSessionEngine.shared(protocolClasses, sessionRules, makePair: bodyPairs))
    }
    if let sessionRules {
      guard engine != .libcurl else {
        throw Self.notConfigured("libcurl has no sessions for sessionRules")
      }
      try checkThatURLSessionCan()
      return EngineChoice(engine: URLSessionEngine.shared([], sessionRules))
    }
    if engine != .urlSession, let libcurl {
      try checkAuthorities()
      return EngineChoice(engine: libcurl)
    }
    if engine == .libcurl { throw Self.notConfigured("libcurl cannot be used: \(problem)") }
    try checkThatURLSessionCan()
    return EngineChoice(
      engine: URLSessionEngine.shared(),
      replacedBecause: Self.prefersLibcurl && engine == .automatic
        ? "libcurl cannot be used: \(problem)" : nil)
  }

  private func checkThatURLSessionCan() throws {
    guard !usesProxies || trusting != nil else { return }
    throw Self.notConfigured("URLSession can honor neither trusting nor usesProxies = false")
  }

  private static var prefersLibcurl: Bool {
    #if canImport(Darwin)
    false
    #else
    true
    #endif
  }

  private func checkAuthorities() throws {
    guard let trusting else { return }
    guard trusting.isFileURL, let text = try? String(contentsOf: trusting, encoding: .utf8),
      text.contains("-----BEGIN CERTIFICATE-----")
    else { throw Self.notConfigured("trusting is not a readable file of PEM certificates") }
  }

  private static func notConfigured(_ reason: String) -> MemoriesError {
    MemoriesError(.notConfigured, .notSent, reason)
  }
}
