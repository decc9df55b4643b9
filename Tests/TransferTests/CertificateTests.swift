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
    /// The certificate, which is its own authority.
    let certificate: URL
    private let process: Process
    private let folder: TemporaryDirectory

    init() throws {
      folder = try TemporaryDirectory()
      let key = folder.url.appendingPathComponent("key.pem").path
      certificate = folder.url.appendingPathComponent("certificate.pem")
      let making = Self.openssl([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate.path,
        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
      ])
      making.standardError = FileHandle.nullDevice
      try making.run()
      making.waitUntilExit()

      let output = Pipe()
      process = Self.openssl([
        "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.path, "-key", key, "-www",
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

  /// The error of a call to the server, which has no answer that the client could read.
  private func error(
    from server: Server, host: String = "localhost", trusting authorities: URL? = nil
  ) async throws -> MemoriesError {
    var configuration = try MemoriesClient.Configuration(
      environment: ProcessInfo.processInfo.environment)
    configuration.visualSearch = try XCTUnwrap(URL(string: "https://\(host):\(server.port)/v1"))
    configuration.trusting = authorities
    let client = try MemoriesClient(
      apiKey: APIKey("sk-test-key"), configuration: configuration)
    do {
      _ = try await client.send(VisualSearch.GetMetadata("VI1"))
      throw CocoaError(.featureUnsupported)
    } catch let error as MemoriesError {
      return error
    }
  }

  func testACertificateThatNobodyVouchesForIsNotTriedAgain() async throws {
    let server = try Server()
    defer { server.stop() }
    let error = try await error(from: server)
    XCTAssertEqual(error.kind, .untrustedServer)
    XCTAssertEqual(error.outcome, .notSent, "\(error)")
    XCTAssertEqual(error.attempts, 1, "\(error)")
  }

  func testAnAuthorityOfTheUsersVouchesForItsNamesOnly() async throws {
    guard MemoriesClient.Configuration.testsUseLibcurl else { return }
    let (server, other) = (try Server(), try Server())
    defer {
      server.stop()
      other.stop()
    }
    let trusted = try await error(from: server, trusting: server.certificate)
    XCTAssertEqual(trusted.status, 200, "\(trusted)")
    let wrongName = try await error(
      from: server, host: "127.0.0.1", trusting: server.certificate)
    XCTAssertEqual(wrongName.kind, .untrustedServer, "\(wrongName)")
    let wrongAuthority = try await error(from: server, trusting: other.certificate)
    XCTAssertEqual(wrongAuthority.kind, .untrustedServer, "\(wrongAuthority)")
  }
}
#endif
