#if canImport(Glibc)
import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

/// What the engine can do and `URLSession` on Linux cannot.
final class LibcurlEngineTests: XCTestCase {
  private let hello = RawServer.Script(
    bytes: Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".utf8))

  private func start(
    _ address: String, _ settings: LibcurlEngine.Settings = LibcurlEngine.Settings()
  ) throws -> Exchange {
    let engine = try XCTUnwrap(LibcurlEngine(settings), Libcurl.problem ?? "")
    var request = HTTPRequest(
      method: "GET", url: try XCTUnwrap(URL(string: address)), headers: [],
      elapsed: Stopwatch(ContinuousClock()).elapsed)
    request.mayReuseConnection = false
    return engine.start(request)
  }

  private func failure(of exchange: Exchange) async -> (any Error)? {
    do {
      _ = try await exchange.head()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Nothing was sent

  func testOfARequestWithoutABodyNothingLeftWhenNobodyListens() async throws {
    // Nobody listens where a sandbox has stopped.
    let gone = try await Sandbox.start()
    await gone.stop()
    let exchange = try start("\(gone.visualSearchURL)/")
    guard case TransportFailure.connection(let code, _)? = await failure(of: exchange) else {
      return XCTFail("no failure")
    }
    XCTAssertEqual(code, URLError.Code.cannotConnectToHost.rawValue)
    XCTAssertEqual(exchange.reach, .nothing)
  }

  func testNorWhenTLSFails() async throws {
    let server = try RawServer(RawServer.Script(bytes: []), readsHead: false)
    defer { server.stop() }
    let exchange = try start("https://127.0.0.1:\(server.port)/")
    guard case TransportFailure.connection? = await failure(of: exchange) else {
      return XCTFail("no failure")
    }
    XCTAssertEqual(exchange.reach, .nothing)
  }

  func testTheConnectLimitHoldsWithoutABody() async throws {
    let server = try RawServer(hello)
    defer { server.stop() }
    // The server waits for a head, and the client for TLS.
    let exchange = try start("https://127.0.0.1:\(server.port)/")
    while exchange.snapshot.phase == .queued { await Task.yield() }
    XCTAssertEqual(exchange.snapshot.phase, .connecting)
    exchange.abort(TimeLimitReached(limit: .connect))
    XCTAssertEqual(exchange.reach, .nothing)
  }

  // MARK: Memory

  func testAnIdleLoopHoldsNoExchange() async throws {
    let server = try RawServer(hello)
    defer { server.stop() }
    var exchange: Exchange? = try start("https://127.0.0.1:\(server.port)/")
    while exchange?.snapshot.phase == .queued { await Task.yield() }
    exchange?.abort(CancellationError())
    weak let ended = exchange
    exchange = nil
    // The loop lets go of it on its own thread, and after that nothing wakes the loop.
    let gone = expectation(description: "the exchange is gone")
    Task {
      while ended != nil { await Task.yield() }
      gone.fulfill()
    }
    await fulfillment(of: [gone], timeout: 20)
  }

  // MARK: Addresses and proxies

  func testAnIPv6AddressIsReached() async throws {
    guard let port = Self.answerOnceOnIPv6(with: hello.bytes) else {
      throw XCTSkip("this machine has no IPv6")
    }
    let head = try await start("http://[::1]:\(port)/").head()
    XCTAssertEqual(head.status, 200)
  }

  /// Answers one request on the IPv6 address of this machine, and returns the port.
  private static func answerOnceOnIPv6(with bytes: [UInt8]) -> UInt16? {
    let listener = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_addr = in6addr_loopback
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, size) == 0 && listen(listener, 1) == 0
          && getsockname(listener, pointer, &size) == 0
      }
    }
    guard isListening else {
      close(listener)
      return nil
    }
    Thread {
      let connection = accept(listener, nil, nil)
      var request = [UInt8](repeating: 0, count: 4096)
      _ = read(connection, &request, request.count)
      _ = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      close(connection)
      close(listener)
    }.start()
    return UInt16(bigEndian: address.sin6_port)
  }

  /// Runs `body` with a server, and a proxy that the environment names.
  private func withProxy(_ body: (_ server: RawServer, _ proxy: RawServer) async throws -> Void)
    async throws
  {
    let (server, proxy) = (try RawServer(hello), try RawServer(hello))
    defer {
      server.stop()
      proxy.stop()
    }
    setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
    defer { unsetenv("http_proxy") }
    try await body(server, proxy)
  }

  func testThisMachineIsNeverReachedThroughAProxy() async throws {
    try await withProxy { server, proxy in
      for host in ["127.0.0.1", "localhost"] {
        _ = try await start("http://\(host):\(server.port)/").head()
      }
      XCTAssertEqual(server.requestCount, 2)
      XCTAssertEqual(proxy.requestCount, 0)
    }
  }

  func testAProxyOfTheEnvironmentIsUsedUnlessRefused() async throws {
    try await withProxy { server, proxy in
      // Linux takes it for this machine, and no proxy's user does.
      let address = "http://0.0.0.0:\(server.port)/"
      _ = try await start(address).head()
      XCTAssertEqual([server.requestCount, proxy.requestCount], [0, 1])
      _ = try await start(address, LibcurlEngine.Settings(usesProxies: false)).head()
      XCTAssertEqual([server.requestCount, proxy.requestCount], [1, 1])
    }
  }

  func testAProxyThatRefusesIsNotTheService() async throws {
    let proxy = try RawServer(
      RawServer.Script(bytes: Array("HTTP/1.1 407 No\r\nContent-Length: 5\r\n\r\nhello".utf8)))
    defer { proxy.stop() }
    setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
    defer { unsetenv("https_proxy") }
    let exchange = try start("https://api.example/")
    guard case TransportFailure.connection? = await failure(of: exchange) else {
      return XCTFail("no failure")
    }
    // Without libcurl's question before the sending, nobody knows that the request was not sent.
    XCTAssertEqual(exchange.reach, Libcurl.asksBeforeSending ? .nothing : .whole)
    XCTAssertEqual(proxy.requestCount, 1)
  }
}
#endif
