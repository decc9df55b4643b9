import Foundation
import MemoriesKit
import TestSupport
import XCTest

#if os(Linux)
/// A server whose certificate nobody vouches for: nothing is sent to it, and nothing changes that.
final class CertificateTests: XCTestCase {
  /// `openssl s_server` with a certificate of its own making, on a port that the system chose.
  private final class Server {
    let port: Int
    private let process: Process
    private let folder: TemporaryDirectory

    init() throws {
      folder = try TemporaryDirectory()
      let (key, certificate) = (
        folder.url.appendingPathComponent("key.pem").path,
        folder.url.appendingPathComponent("certificate.pem").path
      )
      let making = Self.openssl([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      ])
      making.standardError = FileHandle.nullDevice
      try making.run()
      making.waitUntilExit()

      let output = Pipe()
      process = Self.openssl([
        "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
      ])
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      var text = ""
      while !text.contains("ACCEPT 127.0.0.1:") || !text.hasSuffix("\n") {
        let piece = output.fileHandleForReading.availableData
        guard !piece.isEmpty else { break }
        text += String(decoding: piece, as: UTF8.self)
      }
      let digits = text.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
      port = try XCTUnwrap(Int(digits), "openssl said: \(text)")
    }

    private static func openssl(_ arguments: [String]) -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      // Otherwise a pipe gets what is written only when the program ends.
      process.arguments = ["stdbuf", "-oL", "openssl"] + arguments
      return process
    }

    func stop() {
      // It may have been started with SIGTERM blocked, as threads of the test are.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      folder.remove()
    }
  }

  private func assertRefused(
    _ host: String, file: StaticString = #filePath, line: UInt = #line
  ) async throws {
    let server = try Server()
    defer { server.stop() }
    var configuration = MemoriesClient.Configuration()
    configuration.visualSearch = try XCTUnwrap(URL(string: "https://\(host):\(server.port)/v1"))
    let client = try MemoriesClient(
      apiKey: APIKey("sk-test-key"), configuration: configuration)
    do {
      _ = try await client.send(VisualSearch.GetMetadata("VI1"))
      XCTFail("nothing was thrown", file: file, line: line)
    } catch let error as MemoriesError {
      XCTAssertEqual(error.kind, .untrustedServer, file: file, line: line)
      XCTAssertEqual(error.outcome, .notSent, "\(error)", file: file, line: line)
      XCTAssertEqual(error.attempts, 1, "\(error)", file: file, line: line)
    }
  }

  func testACertificateThatNobodyVouchesForIsNotTriedAgain() async throws {
    try await assertRefused("localhost")
  }
}
#endif
