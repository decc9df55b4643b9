import Foundation
import MemoriesKitTesting
import XCTest

@testable import MemoriesKit

extension EngineContract {
  static let receiving: [Clause] = [
    Clause(name: "a body comes whole, however its end is marked") { contract in
      for framing in [Sandbox.Answer.Framing.sized, .chunked, .untilClose] {
        for count in [0, 1, 3_000_000] {
          contract.answer(
            Sandbox.Answer(
              headers: ["X-Kind": "a"], body: .pattern(byteCount: Int64(count)), framing: framing))
          let exchange = contract.engine.start(try contract.request())
          let head = try await exchange.head()
          try contract.require(head.headers["x-kind"] == "a", "\(head.headers)")
          let body = try await contract.body(of: exchange)
          try contract.require(
            body.count == count && Sandbox.Pattern.matches(body, at: 0),
            "\(framing): \(body.count) of \(count)")
          try contract.require(
            exchange.snapshot.bytesReceived == count, "\(exchange.snapshot.bytesReceived) told")
        }
      }
    },

    Clause(name: "a redirect is the answer, and nobody follows it") { contract in
      for status in [301, 302, 303, 307, 308] {
        contract.answer(Sandbox.Answer(status: status, headers: ["Location": "/elsewhere"]))
        for (method, body) in [("GET", nil), ("POST", WatchedBody(Data("abc".utf8)).body)] {
          let exchange = contract.engine.start(try contract.request(method, body: body))
          let head = try await exchange.head()
          try contract.require(head.status == status, "\(head.status) for \(status)")
          try contract.require(head.headers["Location"] == "/elsewhere", "no location")
          exchange.abort(CancellationError())
        }
      }
      try contract.require(
        contract.exchanges { $0.request.path == "/elsewhere" } == 0, "it was followed")
    },

    Clause(name: "a challenge is the answer, and nobody meets it") { contract in
      contract.answer(
        Sandbox.Answer(status: 401, headers: ["WWW-Authenticate": "Basic realm=\"x\""]))
      let exchange = contract.engine.start(try contract.request())
      let head = try await exchange.head()
      try contract.require(head.status == 401, "\(head.status)")
      exchange.abort(CancellationError())
      try contract.require(contract.exchanges() == 1, "asked \(contract.exchanges()) times")
    },

    Clause(name: "interim answers are passed over") { contract in
      var answer = Sandbox.Answer(body: .text("yes"))
      answer.interimStatuses = [103, 103]
      contract.answer(answer)
      let exchange = contract.engine.start(try contract.request())
      let head = try await exchange.head()
      try contract.require(head.status == 200, "\(head.status)")
      let body = try await contract.body(of: exchange)
      try contract.require(body == Data("yes".utf8), "\(body.count) bytes")
    },

    Clause(name: "a reader that waits holds the server back, and loses nothing") { contract in
      let count: Int64 = 160 << 20
      contract.answer(Sandbox.Answer(body: .pattern(byteCount: count), framing: .chunked))
      let exchange = contract.engine.start(try contract.request())
      _ = try await exchange.head()
      var received: Int64 = 0
      while let pieces = try await exchange.next() {
        for piece in pieces {
          // Looked at again and again, so that the reader is slower than the server.
          for _ in 0..<100 {
            try contract.require(Sandbox.Pattern.matches(piece, at: received), "at \(received)")
          }
          received += Int64(piece.count)
          // A server that runs ahead of a slow reader fills the memory.
          let ahead = exchange.snapshot.bytesReceived - received
          try contract.require(ahead < 64 << 20, "\(ahead) bytes pile up")
        }
      }
      try contract.require(received == count, "\(received) of \(count)")
    },

    Clause(name: "more than is allowed ends the exchange") { contract in
      contract.answer(Sandbox.Answer(body: .pattern(byteCount: 100_000), framing: .chunked))
      var request = try contract.request()
      request.maximumByteCount = 50_000
      let failure = await contract.failure(of: contract.engine.start(request))
      guard case TransportFailure.tooLarge? = failure else {
        throw Violation(description: "failed with \(String(describing: failure))")
      }
    },
  ]
}
