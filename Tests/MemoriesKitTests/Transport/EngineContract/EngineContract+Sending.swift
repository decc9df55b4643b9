import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

extension EngineContract {
  static let sending: [Clause] = [
    Clause(name: "a request goes out as it was given, once") { contract in
      contract.answer(Sandbox.Answer(body: .text("yes")))
      let exchange = contract.engine.start(
        try contract.request(
          "GET", "/a?x=1%2F2&y=", headers: [("X-One", "1"), ("Authorization", "key")]))
      let head = try await exchange.head()
      try contract.require(head.status == 200, "the status is \(head.status)")
      try contract.require(exchange.reach == .answered, "the reach is \(exchange.reach)")
      _ = try await contract.body(of: exchange)
      let sent = contract.sandbox.exchanges
      try contract.require(sent.count == 1, "\(sent.count) requests")
      let request = sent[0].request
      try contract.require(request.method == "GET" && request.path == "/a", "\(request)")
      try contract.require(
        request.query.map(\.value) == ["1/2", ""], "the query is \(request.query)")
      for (name, value) in [("X-One", "1"), ("Authorization", "key")] {
        let values = request.headers.values(name)
        try contract.require(values == [value], "\(name) is \(values)")
      }
    },

    Clause(name: "a scheme may be written in capitals") { contract in
      contract.answer(Sandbox.Answer())
      var request = try contract.request()
      let text = request.url.absoluteString.replacing("http://", with: "HTTP://")
      request.url = try XCTUnwrap(URL(string: text))
      let head = try await contract.engine.start(request).head()
      try contract.require(head.status == 200, "the status is \(head.status)")
    },

    Clause(name: "a body goes out with its length and not in chunks, and is closed") { contract in
      contract.answer(Sandbox.Answer(body: .text("yes")))
      for count in [0, 1, 100_000, 5_000_000] {
        let watched = WatchedBody(Sandbox.Pattern.data(at: 0, count: count))
        let exchange = contract.engine.start(
          try contract.request(
            "POST", headers: [("Content-Type", "text/plain")], body: watched.body))
        _ = try await exchange.head()
        _ = try await contract.body(of: exchange)
        let request = try XCTUnwrap(contract.sandbox.exchanges.last?.request)
        try contract.require(
          request.headers.values("Content-Length") == ["\(count)"],
          "the length of \(count) is \(request.headers.values("Content-Length"))")
        try contract.require(
          request.headers.values("Transfer-Encoding").isEmpty, "the body comes in chunks")
        try contract.require(request.bodyByteCount == count, "\(request.bodyByteCount) bytes came")
        try contract.require(
          exchange.snapshot.bytesSent == count, "\(exchange.snapshot.bytesSent) were told")
        let closings = await watched.closings
        try contract.require(closings == 1, "closed \(closings) times")
      }
    },

    Clause(name: "what its turn needs is provided before anything leaves") { contract in
      contract.answer(Sandbox.Answer())
      let sandbox = contract.sandbox
      let seen = Locked<Int?>(nil)
      var request = try contract.request()
      request.openFiles = { seen.withLock { $0 = sandbox.exchanges.count } }
      _ = try await contract.engine.start(request).head()
      try contract.require(
        seen.withLock { $0 } == 0, "prepared after \(seen.withLock { $0 } ?? -1)")
    },

    Clause(name: "what cannot be prepared is not sent") { contract in
      contract.answer(Sandbox.Answer())
      let cause = FileFailure(.create, "/f", .noSpace)
      let watched = WatchedBody(Data("abc".utf8))
      var request = try contract.request("POST", body: watched.body)
      request.openFiles = { throw cause }
      let exchange = contract.engine.start(request)
      let failure = await contract.failure(of: exchange)
      guard case TransportFailure.body(let told as FileFailure)? = failure, told == cause else {
        throw Violation(description: "failed with \(String(describing: failure))")
      }
      try contract.require(exchange.reach == .nothing, "the reach is \(exchange.reach)")
      try contract.require(contract.exchanges() == 0, "something was sent")
      let closings = await watched.closings
      try contract.require(closings == 1, "closed \(closings) times")
    },

    Clause(name: "what is over before its turn is not sent") { contract in
      contract.answer(Sandbox.Answer())
      let isPrepared = Locked(false)
      // All turns, 64 in each engine, are taken, so that the end comes first.
      let gate = Gate()
      var first = try contract.request()
      first.openFiles = { gate.pass() }
      let blocking = (0..<64).map { [first] _ in contract.engine.start(first) }
      var second = try contract.request("POST", body: WatchedBody(Data("abc".utf8)).body)
      second.openFiles = { isPrepared.withLock { $0 = true } }
      let exchange = contract.engine.start(second)
      exchange.abort(CancellationError())
      gate.open()
      for exchange in blocking { _ = try await exchange.head() }
      let failure = await contract.failure(of: exchange)
      try contract.require(failure is CancellationError, "\(String(describing: failure))")
      try contract.require(exchange.reach == .nothing, "the reach is \(exchange.reach)")
      // Another request behind it has had its turn, so that it can come no more.
      _ = try await contract.engine.start(try contract.request()).head()
      try contract.require(!isPrepared.withLock { $0 }, "it was prepared")
      try contract.require(contract.exchanges { $0.request.method == "POST" } == 0, "it was sent")
    },

    Clause(name: "a body that breaks off leaves an incomplete request") { contract in
      contract.answer(Sandbox.Answer())
      let watched = WatchedBody(Sandbox.Pattern.data(at: 0, count: 1_000_000), failingAt: 300_000)
      let exchange = contract.engine.start(try contract.request("POST", body: watched.body))
      let failure = await contract.failure(of: exchange)
      guard case TransportFailure.body(_ as FileFailure)? = failure else {
        throw Violation(description: "failed with \(String(describing: failure))")
      }
      try contract.require(exchange.reach <= .part, "the reach is \(exchange.reach)")
      _ = await contract.sandbox.exchange { $0.isOver }
      try contract.require(
        contract.exchanges { $0.progress >= .bodyReceived } == 0, "the request was complete")
    },

    Clause(name: "only what may reuse a connection meets one that was left open") { contract in
      contract.answer(Sandbox.Answer(body: .text("yes")))
      func send(mayReuse: Bool) async throws -> Int {
        var request = try contract.request()
        request.mayReuseConnection = mayReuse
        let exchange = contract.engine.start(request)
        _ = try await exchange.head()
        _ = try await contract.body(of: exchange)
        return try XCTUnwrap(contract.sandbox.exchanges.last?.request.connection)
      }
      var connections: [Int] = []
      for mayReuse in [true, true, false, false, true] {
        connections.append(try await send(mayReuse: mayReuse))
      }
      try contract.require(connections[0] == connections[1], "no reuse: \(connections)")
      try contract.require(Set(connections[1...3]).count == 3, "reuse: \(connections)")
    },
  ]
}
