import Foundation
import XCTest

@testable import MemoriesKit

final class ConfigurationTests: XCTestCase {
  private func configuration(visualSearch address: String) throws -> MemoriesClient.Configuration {
    var configuration = MemoriesClient.Configuration()
    configuration.visualSearch = try XCTUnwrap(URL(string: address), address)
    return configuration
  }

  private func configuration(headers: [String: String]) -> MemoriesClient.Configuration {
    var configuration = MemoriesClient.Configuration()
    configuration.headers = headers
    return configuration
  }

  private func refusal(_ configuration: MemoriesClient.Configuration, line: UInt = #line)
    async throws
    -> MemoriesError
  {
    let error = try await thrownMemoriesError(line: line) {
      try configuration.check(for: URLSessionEngine.shared())
    }
    XCTAssertEqual(error.kind, .notConfigured, line: line)
    XCTAssertEqual(error.outcome, .notSent, line: line)
    return error
  }

  // MARK: Hosts

  func testTheHostsAreTheProvidersUnlessToldOtherwise() throws {
    let configuration = try MemoriesClient.Configuration(environment: [:])
    XCTAssertEqual(
      configuration.baseURL(of: .visualSearch)?.absoluteString,
      "https://api.memories.ai/serve/api/v1")
    XCTAssertEqual(
      configuration.baseURL(of: .visualIntelligence)?.absoluteString,
      "https://mavi-backend.memories.ai/serve/api/v2")
    XCTAssertNoThrow(try configuration.check(for: URLSessionEngine.shared()))
  }

  func testTheEnvironmentNamesOtherHosts() throws {
    let configuration = try MemoriesClient.Configuration(environment: [
      "MEMORIES_V1_BASE_URL": "https://one.example/v1", "MEMORIES_V2_BASE_URL": "",
    ])
    XCTAssertEqual(configuration.visualSearch.absoluteString, "https://one.example/v1")
    XCTAssertEqual(
      configuration.visualIntelligence, MemoriesClient.Configuration().visualIntelligence)

    let second = try MemoriesClient.Configuration(environment: [
      "MEMORIES_V2_BASE_URL": "http://127.0.0.1:8080"
    ])
    XCTAssertEqual(second.visualIntelligence.absoluteString, "http://127.0.0.1:8080")
    XCTAssertEqual(second.visualSearch, MemoriesClient.Configuration().visualSearch)
  }

  func testAnEnvironmentThatNamesNoAddressIsRefused() async throws {
    for name in ["MEMORIES_V1_BASE_URL", "MEMORIES_V2_BASE_URL"] {
      for text in ["https://[::1", "one.example/v1", " ", "/v1"] {
        let error = try await thrownMemoriesError {
          try MemoriesClient.Configuration(environment: [name: text]).check(
            for: URLSessionEngine.shared())
        }
        XCTAssertEqual(error.kind, .notConfigured, text)
      }
    }
  }

  func testTheSchemeMayBeWrittenInCapitals() throws {
    let configuration = try configuration(visualSearch: "HTTP://127.0.0.1:8080/V1")
    XCTAssertNoThrow(try configuration.check(for: URLSessionEngine.shared()))
  }

  func testWhatTheSystemCannotReachIsRefused() async throws {
    for address in ["http://[::1]:80/", "https://[2001:db8::1]/v1"] {
      #if canImport(Darwin)
      XCTAssertNoThrow(
        try configuration(visualSearch: address).check(for: URLSessionEngine.shared()), address)
      #else
      let error = try await refusal(configuration(visualSearch: address))
      XCTAssertTrue("\(error)".contains("IPv6"), "\(error)")
      #endif
    }
  }

  func testPlainHTTPIsForTheMachineItself() async throws {
    for address in ["http://127.0.0.1:8080/v1", "http://localhost"] {
      XCTAssertNoThrow(
        try configuration(visualSearch: address).check(for: URLSessionEngine.shared()), address)
    }
    for address in ["http://api.memories.ai", "http://127.0.0.1.evil.com", "ftp://localhost"] {
      _ = try await refusal(configuration(visualSearch: address))
    }
    var other = MemoriesClient.Configuration()
    other.visualIntelligence = try XCTUnwrap(URL(string: "http://api.memories.ai"))
    _ = try await refusal(other)
  }

  func testABaseURLHasNoQueryNoFragmentAndNoCredentials() async throws {
    for address in [
      "https://api.example/v1?a=b", "https://api.example/v1?", "https://api.example/v1#part",
      "https://api.example/v1#", "https://user@api.example/v1",
    ] {
      _ = try await refusal(configuration(visualSearch: address))
    }
    let error = try await refusal(configuration(visualSearch: "https://user:word@api.example"))
    XCTAssertFalse("\(error)".contains("word"), "\(error)")
  }

  func testABaseURLWithSpacesOrControlCharactersIsRefused() async throws {
    for text in [
      "https://api.example/v1 ", "https://api.example/v 1", "https://api.example/v1\n",
      "https://api.example/v1\r\n", "https://api.example/\tv1", "https://api.example/v1\u{7F}",
      "https://api.example/\u{0}", "https://api.example/v1\u{85}", "https://api.example/v\u{A0}1",
      "https://api.example/v1\u{2028}", "https://api.example/v1\u{200B}",
      "https://api.example/v1%0A", "https://api.example/v%201", "https://api%0A.example/v1",
      "https://api%20.example/v1", "https://api.example/v1%FF%0A",
    ] {
      let name = "MEMORIES_V1_BASE_URL"
      let told = try await thrownMemoriesError {
        try MemoriesClient.Configuration(environment: [name: text])
      }
      XCTAssertEqual(told.kind, .notConfigured, text)
      XCTAssertTrue("\(told)".contains(name), "\(told)")
      // Foundation takes most of them for URLs, and escapes what it must.
      guard URL(string: text) != nil else { continue }
      let error = try await refusal(configuration(visualSearch: text))
      XCTAssertTrue("\(error)".contains("visualSearch"), "\(error)")
    }
    let kept = "https://api.example/caf%C3%A9/v1"
    XCTAssertNoThrow(try configuration(visualSearch: kept).check(for: URLSessionEngine.shared()))
  }

  func testABaseURLNamesAHost() async throws {
    for text in ["https:///v1", "https://", "https:v1", "https://:443/v1", "/v1", "v1", "file:///"]
    {
      let error = try await refusal(configuration(visualSearch: text))
      XCTAssertTrue("\(error)".contains("host"), "\(error)")
      let told = try await thrownMemoriesError {
        try MemoriesClient.Configuration(environment: ["MEMORIES_V2_BASE_URL": text])
      }
      XCTAssertTrue("\(told)".contains("MEMORIES_V2_BASE_URL"), "\(told)")
    }
  }

  // MARK: Headers

  func testOrdinaryHeadersAreTaken() {
    for headers in [
      ["X-Trace-Id": "7f"], ["accept-language": "de, en;q=0.5"], ["x.y_z~1!": ""], ["X": "a\tb"],
    ] {
      XCTAssertNoThrow(
        try configuration(headers: headers).check(for: URLSessionEngine.shared()), "\(headers)")
    }
  }

  func testHeadersThatWouldBeTwoOrNoneAreRefused() async throws {
    let names = ["", " X", "X ", "X Y", "X:", "X\r\nY", "X\u{0}", "Ünïcode", "X\n", "(X)", "\"X\""]
    for name in names {
      _ = try await refusal(configuration(headers: [name: "value"]))
    }
    for value in ["a\r\nX-Injected: 1", "a\nb", "a\rb", "a\u{0}", "é", "\u{7F}", "a\u{2028}b"] {
      let error = try await refusal(configuration(headers: ["X-Trace": value]))
      XCTAssertFalse("\(error)".contains("Injected"), "\(error)")
    }
  }

  func testWhatTheClientSetsItselfCannotBeSet() async throws {
    for name in [
      "Authorization", "authorization", "Content-Length", "CONTENT-TYPE", "Transfer-Encoding",
      "Host", "Accept", "Accept-Encoding", "Connection", "Expect", "User-Agent",
    ] {
      let error = try await refusal(configuration(headers: [name: "value"]))
      XCTAssertTrue("\(error)".contains(name), "\(error)")
    }
  }

  // MARK: The rest

  func testChanceIsBelowOne() {
    let configuration = MemoriesClient.Configuration()
    for _ in 0..<1000 {
      XCTAssertTrue((0..<1).contains(configuration.random()))
    }
  }
}
