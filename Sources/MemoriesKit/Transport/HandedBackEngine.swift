import Foundation

/// An engine for an answer that somebody else has received: it sends nothing, and hands the answer on.
struct HandedBackEngine: HTTPEngine {
  let head: HTTPHead?
  let body: Data
  let failure: TransportFailure?

  var name: String { "somebody else" }

  func start(_ request: HTTPRequest) -> Exchange {
    let exchange = Exchange(request)
    exchange.didHold()
    // Whoever had the request may have sent all of it.
    if failure?.provesNothingWasSent != true { _ = exchange.willSend() }
    if let head {
      exchange.didReceive(head)
      exchange.didReceive(body)
    }
    exchange.didEnd(failure)
    return exchange
  }
}
