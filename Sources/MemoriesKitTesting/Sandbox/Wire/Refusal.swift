/// A request breaks the rules of HTTP or multipart. The sandbox answers with an error and ends the
/// connection.
struct Refusal: Error, CustomStringConvertible {
  let status: Int
  let description: String

  /// Makes a refusal with its own status.
  init(_ status: Int, _ description: String) {
    self.status = status
    self.description = description
  }

  /// Makes a refusal with status 400.
  init(_ description: String) {
    self.init(400, description)
  }
}
