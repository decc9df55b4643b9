import Foundation
import XCTest

@testable import MemoriesKit

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

final class ConfigurationEngineTests: DirectoryTestCase {
  private let libcurl = ConductedEngine()

  private func configuration(
    _ engine: MemoriesClient.Configuration.Engine,
    _ change: (inout MemoriesClient.Configuration) -> Void = { _ in }
  ) -> MemoriesClient.Configuration {
    var configuration = MemoriesClient.Configuration()
    configuration.engine = engine
    change(&configuration)
    return configuration
  }

  private func refusal(
    _ configuration: MemoriesClient.Configuration, libcurl: (any HTTPEngine)?
  ) async throws -> String {
    let error = try await thrownMemoriesError {
      _ = try configuration.chooseEngine(libcurl: libcurl, problem: "it is too old")
    }
    XCTAssertEqual(error.kind, .notConfigured)
    XCTAssertEqual(error.outcome, .notSent)
    return "\(error)"
  }

  func testTheEnvironmentNamesTheEngine() async throws {
    for engine in MemoriesClient.Configuration.Engine.allCases {
      let environment = ["MEMORIES_ENGINE": engine.rawValue]
      XCTAssertEqual(
        try MemoriesClient.Configuration(environment: environment).engine, engine)
    }
    for environment in [[:], ["MEMORIES_ENGINE": ""]] {
      XCTAssertEqual(
        try MemoriesClient.Configuration(environment: environment).engine, .automatic)
    }
    let error = try await thrownMemoriesError {
      _ = try MemoriesClient.Configuration(environment: ["MEMORIES_ENGINE": "curl"])
    }
    XCTAssertEqual(error.kind, .notConfigured)
    XCTAssertTrue("\(error)".contains("automatic, urlSession, libcurl"), "\(error)")
  }

  func testLibcurlServesWhoeverDoesNotWantTheOther() throws {
    for (engine, name) in [
      (MemoriesClient.Configuration.Engine.automatic, "Conducted"), (.libcurl, "Conducted"),
      (.urlSession, "URLSession"),
    ] {
      let choice = try configuration(engine).chooseEngine(libcurl: libcurl, problem: "")
      XCTAssertEqual(choice.engine.name, name)
      XCTAssertNil(choice.replacedBecause)
    }
  }

  func testProtocolClassesAlwaysAnswerThroughURLSession() throws {
    for engine in MemoriesClient.Configuration.Engine.allCases {
      let configuration = configuration(engine) { configuration in
        configuration.protocolClasses = [URLProtocol.self]
        configuration.usesProxies = false
        configuration.trusting = URL(fileURLWithPath: "/nowhere")
      }
      let choice = try configuration.chooseEngine(libcurl: libcurl, problem: "")
      XCTAssertEqual(choice.engine.name, "URLSession")
      XCTAssertNil(choice.replacedBecause)
    }
  }

  #if !canImport(Darwin)
  func testWithoutLibcurlTheObserverHearsWhy() throws {
    let events = Locked<[ClientEvent]>([])
    let configuration = configuration(.automatic) { configuration in
      configuration.observer = { event in events.withLock { $0.append(event) } }
    }
    let choice = try configuration.chooseEngine(libcurl: nil, problem: "it is too old")
    _ = try MemoriesClient(APIKey("sk-test-key"), configuration, choice)
    let event = try XCTUnwrap(events.withLock { $0 }.first)
    XCTAssertEqual(event.kind, .engineReplaced)
    XCTAssertEqual(event.engine, "URLSession")
    XCTAssertEqual(event.reason, "libcurl cannot be used: it is too old")
    XCTAssertTrue(
      "\(event)".hasSuffix("engineReplaced, by URLSession, libcurl cannot be used: it is too old"),
      "\(event)")
  }
  #endif

  func testWhoAsksForLibcurlDoesNotGetAnother() async throws {
    let text = try await refusal(configuration(.libcurl), libcurl: nil)
    XCTAssertTrue(text.contains("it is too old"), text)
  }

  func testURLSessionRefusesWhatItCannotHonor() async throws {
    for engine in [MemoriesClient.Configuration.Engine.automatic, .urlSession] {
      let proxyless = configuration(engine) { $0.usesProxies = false }
      let text = try await refusal(proxyless, libcurl: nil)
      XCTAssertTrue(text.contains("usesProxies"), text)
      let trusting = configuration(engine) { $0.trusting = URL(fileURLWithPath: "/a.pem") }
      _ = try await refusal(trusting, libcurl: nil)
    }
  }

  func testAuthoritiesMustBeCertificates() async throws {
    let noCertificate = try directory.write(Data("hello".utf8), named: "a.pem")
    for url in [
      noCertificate, directory.url, directory.url.appendingPathComponent("missing"),
      try XCTUnwrap(URL(string: "https://api.example/a.pem")),
    ] {
      let text = try await refusal(
        configuration(.automatic) { $0.trusting = url }, libcurl: libcurl)
      XCTAssertTrue(text.contains("trusting"), text)
    }
    let certificate = try directory.write(
      Data("-----BEGIN CERTIFICATE-----".utf8), named: "b.pem")
    let configuration = configuration(.automatic) { $0.trusting = certificate }
    XCTAssertNoThrow(try configuration.chooseEngine(libcurl: libcurl, problem: ""))
  }
}
