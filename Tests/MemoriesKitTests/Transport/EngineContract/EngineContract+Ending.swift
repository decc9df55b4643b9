import Foundation
import MemoriesKitTesting
import TestSupport
import XCTest

@testable import MemoriesKit

extension EngineContract {
  static let ending: [Clause] = [
    Clause(name: "a body that ends early is a lost connection") { contract in
      for ending in [Sandbox.Answer.Ending.truncated(after: 10), .reset(after: 10)] {
        var answer = Sandbox.Answer(body: .pattern(byteCount: 1000), framing: .sized)
        answer.ending = ending
        contract.answer(answer)
        let exchange = contract.engine.start(try contract.request())
        let failure = await contract.failure(of: exchange)
        guard case TransportFailure.connection? = failure else {
          throw Violation(description: "\(ending): \(String(describing: failure))")
        }
        try contract.require(exchange.reach == .answered, "the reach is \(exchange.reach)")
      }
    },

    Clause(name: "a connection that breaks before any answer is told as such, and not used again") {
      contract in
      for ending in [Sandbox.Answer.Ending.closedBeforeHead, .resetBeforeHead] {
        for text in ["abc", ""] {
          var answer = Sandbox.Answer()
          answer.ending = ending
          contract.answer(answer)
          var request = try contract.request("POST", body: WatchedBody(Data(text.utf8)).body)
          request.mayReuseConnection = false
          let before = contract.exchanges()
          let exchange = contract.engine.start(request)
          let failure = await contract.failure(of: exchange)
          guard case TransportFailure.connection? = failure else {
            throw Violation(description: "\(ending): \(String(describing: failure))")
          }
          try contract.require(
            exchange.reach == .whole, "the reach of '\(text)' is \(exchange.reach)")
          try contract.require(
            contract.exchanges() - before == 1, "sent \(contract.exchanges() - before) times")
        }
      }
    },

    Clause(name: "what is read after the end does not leave") { contract in
      contract.answer(Sandbox.Answer())
      let reading = Gate()
      let body = HTTPBody(
        length: 5,
        read: { buffer in
          reading.pass()
          buffer.copyBytes(from: Data("hello".utf8))
          return 5
        }, close: {})
      let exchange = contract.engine.start(try contract.request("POST", body: body))
      await reading.fills(to: 1)
      exchange.abort(CancellationError())
      let reach = exchange.reach
      reading.open()
      // Another request behind it is answered, so that what has left has come.
      _ = try await contract.engine.start(try contract.request()).head()
      if contract.exchanges(where: { $0.request.method == "POST" }) > 0 {
        _ = await contract.sandbox.exchange { $0.request.method == "POST" && $0.isOver }
      }
      try contract.require(
        contract.exchanges { $0.request.bodyByteCount > 0 } == 0, "it left, told as \(reach)")
      try contract.require(exchange.reach == reach, "\(reach) became \(exchange.reach)")
    },

    Clause(name: "of a body that nobody asked for, nothing has left") { contract in
      // Nobody listens where a sandbox has stopped.
      let gone = try await Sandbox.start()
      await gone.stop()
      let url = gone.visualSearchURL
      let watched = WatchedBody(Data("abc".utf8))
      var request = try contract.request("POST", body: watched.body)
      request.url = url
      let exchange = contract.engine.start(request)
      let failure = await contract.failure(of: exchange)
      guard case TransportFailure.connection? = failure else {
        throw Violation(description: "failed with \(String(describing: failure))")
      }
      try contract.require(exchange.reach == .nothing, "the reach is \(exchange.reach)")
      let closings = await watched.closings
      try contract.require(closings == 1, "closed \(closings) times")
    },

    Clause(name: "an end from this side reaches the socket") { contract in
      for ending in [Sandbox.Answer.Ending.stalledBeforeHead, .stalled(after: 10)] {
        var answer = Sandbox.Answer(body: .pattern(byteCount: 1000), framing: .sized)
        answer.ending = ending
        contract.answer(answer)
        let number = contract.exchanges()
        let exchange = contract.engine.start(try contract.request())
        _ = await contract.sandbox.exchange { $0.id == number && $0.progress >= .answering }
        exchange.abort(CancellationError())
        let failure = await contract.failure(of: exchange)
        try contract.require(failure is CancellationError, "\(String(describing: failure))")
        // The server is done with it only when the client has gone.
        let over = await contract.sandbox.exchange { $0.id == number && $0.isOver }
        try contract.require(over != nil, "the connection stays")
      }
    },
  ]
}
