import Foundation

/// A request and the answer it got.
public struct RecordedExchange: Sendable, Hashable {
  /// What was asked.
  public var request: RecordedRequest
  /// What came back.
  public var response: RecordedResponse

  /// Pairs a request with its answer.
  public init(request: RecordedRequest, response: RecordedResponse) {
    self.request = request
    self.response = response
  }
}

/// What came back: status, headers and body.
public struct RecordedResponse: Sendable, Hashable {
  /// The HTTP status.
  public var status: Int
  /// The header lines, repeated ones included.
  public var headers: [RecordedHeader]
  /// The body.
  public var body: RecordedBody
  /// The sizes of the pieces in which the body arrives; what they leave over arrives last.
  /// Empty means all at once.
  public var pieces: [Int]

  /// Describes an answer.
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
