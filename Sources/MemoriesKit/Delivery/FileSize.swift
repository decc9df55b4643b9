/// What a caller says of the size of a file before it is downloaded.
struct FileSize: Sendable {
  /// The size that it must have, where that is known.
  var expected: Int64?
  /// What it may have at most.
  var maximum: Int64?

  /// More than this, and the file is not the one that was wanted.
  var limit: Int64? { expected ?? maximum }

  /// Sizes that no file can have.
  var problems: [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    if let maximum {
      rules.require(maximum > 0, "maximumByteCount", "no file fits into \(maximum) bytes")
    }
    if let expected {
      rules.require(expected > 0, "expectedByteCount", "no file has \(expected) bytes")
      if let maximum, expected > maximum {
        rules.refuse(
          "expectedByteCount",
          "\(expected) bytes are expected, and at most \(maximum) are allowed")
      }
    }
    return rules.problems
  }
}
