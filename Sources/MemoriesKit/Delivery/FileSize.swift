/// What the caller of a download knows about the size of the file.
struct FileSize: Sendable {
  /// The exact size, when the caller knows it.
  var expected: Int64?
  /// The largest size that the caller accepts.
  var maximum: Int64?

  /// The number of bytes beyond which the file is not the wanted one.
  var limit: Int64? { expected ?? maximum }

  /// The rules that these sizes break.
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
