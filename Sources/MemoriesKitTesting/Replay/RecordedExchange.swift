import Foundation

/// A request and its answer.
public struct RecordedExchange: Sendable, Hashable {
  /// The request.
  public var request: RecordedRequest
  /// The answer.
  public var response: RecordedResponse

  /// Makes an exchange.
  public init(request: RecordedRequest, response: RecordedResponse) {
    self.request = request
    self.response = response
  }
}

/// A recorded answer: status, headers and body.
public struct RecordedResponse: Sendable, Hashable {
  /// The HTTP status.
  public var status: Int
  /// The header lines, repeated ones included.
  public var headers: [RecordedHeader]
  /// The body.
  public var body: RecordedBody
  /// The sizes of the pieces in which the body arrives; the rest arrives last. Empty means all at
  /// once.
  public var pieces: [Int]

  /// Makes an answer.
  public init(
    status: Int = 200, headers: [RecordedHeader] = [], body: RecordedBody = .empty,
    pieces: [Int] = []
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.pieces = pieces
  }
}
