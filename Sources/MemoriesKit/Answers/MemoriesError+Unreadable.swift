extension MemoriesError {
  /// The error for words of the service that are not what the caller takes them for. They are paid
  /// for.
  static func unreadable(_ reason: String, in text: String?) -> MemoriesError {
    var error = MemoriesError(.unexpectedAnswer, .done, reason)
    error.excerpt = text
    return error
  }

  /// The same, for an error of decoding.
  static func unreadable(_ reason: String, _ cause: any Error, in text: String?) -> MemoriesError {
    unreadable("\(reason): \(Excerpt.describe(cause))", in: text)
  }
}
