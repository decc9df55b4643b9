import Foundation

/// Serves the requests of one connection, on the calling thread.
struct Connection {
  let engine: Engine
  let socket: Socket
  let number: Int
  private let input: ByteInput

  init(engine: Engine, socket: Socket, number: Int) {
    self.engine = engine
    self.socket = socket
    self.number = number
    input = ByteInput(socket)
  }

  /// Serves until the client or a fault ends the connection, and then closes it.
  func serve() {
    var outcome = AnswerWriter.Outcome.keptAlive
    while case .keptAlive = outcome {
      outcome = serveNext()
    }
    if case .reset = outcome {
      socket.reset()
    } else {
      socket.close()
    }
  }

  private func serveNext() -> AnswerWriter.Outcome {
    let head: RequestHead
    do {
      guard let next = try RequestHead.read(from: input) else { return .closed }
      head = next
    } catch {
      let exchange = engine.begin(Sandbox.Request(unreadableOn: number))
      return end(exchange, after: error)
    }
    let request = Sandbox.Request(head, connection: number)
    // Take the faults first. A test may end the exchange as soon as it sees it, and the next request
    // must not get the faults that were meant for this one.
    let early = engine.faults(for: request, beforeBody: true)
    let exchange = engine.begin(request)
    do {
      let outcome = try answer(request, head, exchange, early)
      engine.update(exchange) { $0.isOver = true }
      return outcome
    } catch {
      return end(exchange, after: error)
    }
  }

  private func answer(
    _ request: Sandbox.Request, _ head: RequestHead, _ exchange: Int, _ early: [Sandbox.Fault]
  ) throws -> AnswerWriter.Outcome {
    var request = request
    let endpoint = engine.endpoint(for: request)
    var plan = FaultPlan(early)
    if plan.resetsBeforeBody { return .reset }
    if plan.stallsBeforeBody {
      socket.waitUntilAbandoned()
      return .closed
    }
    if let answer = plan.earlyAnswer ?? (head.expectsContinue ? endpoint.refusal : nil) {
      return try write(plan.changed(answer), for: head, exchange, closes: true)
    }
    if head.expectsContinue, !plan.skipsContinue {
      try socket.write("HTTP/1.1 100 Continue\r\n\r\n")
    }
    try receiveBody(of: head, into: &request, exchange, endpoint.reading, pace: plan.readingPace)
    plan = FaultPlan(early + engine.faults(for: request, beforeBody: false))

    var answer: Sandbox.Answer
    if let instead = plan.answer(to: request.path) ?? endpoint.refusal {
      answer = instead
    } else {
      do {
        answer = try endpoint.answer(request)
      } catch {
        answer = Sandbox.Answer(status: 500, body: .text("\(error)"))
      }
    }
    answer = plan.changed(answer)
    return try write(answer, for: head, exchange, closes: head.closesConnection)
  }

  private func receiveBody(
    of head: RequestHead, into request: inout Sandbox.Request, _ exchange: Int,
    _ reading: Sandbox.Reading, pace: Sandbox.Pace?
  ) throws {
    let sink = ContentSink(memoryLimit: engine.settings.memoryLimit, spool: engine.spool)
    let receiver = try BodyReceiver(head.headers, reading: reading, sink: sink)
    var body = IncomingBody(framing: head.framing, input: input)
    if let pace = pace ?? reading.pace {
      body.pieceSize = pace.pieceSize
      body.afterPiece = { socket.pause(for: pace.pause) }
    }
    var byteCount: Int64 = 0
    do {
      try body.read { bytes in
        byteCount += Int64(bytes.count)
        engine.update(exchange) { $0.request.bodyByteCount = byteCount }
        try receiver.consume(bytes)
      }
      try receiver.finish()
    } catch {
      receiver.describe(in: &request)
      engine.update(exchange) { $0.request = request }
      throw error
    }
    receiver.describe(in: &request)
    engine.update(exchange) {
      $0.request = request
      $0.progress = .bodyReceived
    }
  }

  private func write(
    _ answer: Sandbox.Answer, for head: RequestHead?, _ exchange: Int, closes: Bool
  ) throws -> AnswerWriter.Outcome {
    let isEarly = engine.state.withLock {
      $0.log.exchanges[exchange].progress == .headReceived
    }
    engine.update(exchange) {
      $0.status = answer.status
      $0.progress = .answering
    }
    let writer = AnswerWriter(
      socket: socket, answer: answer, isHead: head?.method == "HEAD", closes: closes)
    let outcome = try writer.write { count in
      engine.update(exchange) { $0.answeredByteCount = count }
    }
    if [.complete, .keptOpen, .closed].contains(answer.ending) {
      engine.update(exchange) { $0.progress = .answered }
    }
    if isEarly, case .closed = outcome { drain() }
    return outcome
  }

  /// Ends the connection after a request that it could not read, or an answer that it could not
  /// write. It answers a request that breaks the rules with the reason.
  private func end(_ exchange: Int, after error: any Error) -> AnswerWriter.Outcome {
    engine.update(exchange) { $0.failure = "\(error)" }
    if let refusal = error as? Refusal {
      let answer = Sandbox.Answer(
        status: refusal.status, headers: ["Content-Type": "text/plain"],
        body: .text(refusal.description + "\n"))
      _ = try? write(answer, for: nil, exchange, closes: true)
    }
    engine.update(exchange) { $0.isOver = true }
    return .closed
  }

  /// Reads what the client still sends. Closing with unread bytes would reset the connection, and
  /// the client might lose the answer.
  private func drain() {
    socket.finishWriting()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while let count = try? socket.read(into: buffer), count > 0 {}
  }
}
