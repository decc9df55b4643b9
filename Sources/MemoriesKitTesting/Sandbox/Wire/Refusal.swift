/// A request that breaks HTTP or multipart rules; the answer is an error and the connection ends.
struct Refusal: Error, CustomStringConvertible {
  let status: Int
  let description: String

  /// A refusal with a status of its own.
  init(_ status: Int, _ description: String) {
    self.status = status
    self.description = description
  }

  /// A refusal with status 400.
  init(_ description: String) {
    self.init(400, description)
  }
}
