/// The arguments of a command, sorted into operands and options by its syntax.
///
/// A value follows its option as the next word or after `=`. The next word must not begin with two
/// dashes, so that a forgotten value is noticed; write such a value as `--tag=--odd`. A value may
/// begin with one dash, as negative numbers do, which are operands too. After `--` everything is an
/// operand.
package struct Arguments: Sendable {
  package private(set) var operands: [String] = []
  /// Whether the user asked for help. Arguments after that are not parsed.
  package private(set) var asksForHelp = false
  private var values: [String: [String]] = [:]
  private let syntax: Syntax
  private let options: [Option]

  /// Sorts words.
  ///
  /// - Parameters:
  ///   - words: What follows the name of the command.
  ///   - syntax: What the command takes.
  ///   - common: Options that it takes besides. `--help` need not be among them.
  package init(_ words: [String], for syntax: Syntax, common: [Option] = []) throws {
    self.syntax = syntax
    options = syntax.options + common
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.hasPrefix("-"), word != "-", Int(word) == nil else {
        operands.append(word)
        continue
      }
      try takeOption(word, &rest)
      if asksForHelp { return }
    }
    try checkOperands()
  }

  private mutating func takeOption(_ word: String, _ rest: inout ArraySlice<String>) throws {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    let joined = parts.count > 1 ? parts[1] : nil
    if word == "-h" || word == "--\(Option.help.name)" {
      asksForHelp = true
      return
    }
    guard let option = options.first(where: { "--\($0.name)" == parts[0] }) else {
      let names = (options + [.help]).map { "--\($0.name)" }
      throw error("unknown option \(parts[0])\(Suggestion(for: parts[0], from: names).words)")
    }
    let name = parts[0]
    guard values[option.name] == nil || option.isRepeatable || option.placeholder == nil else {
      throw error("\(name) was given twice")
    }
    guard option.placeholder != nil else {
      guard joined == nil else { throw error("\(name) takes no value") }
      values[option.name] = []
      return
    }
    if joined == nil, rest.first?.hasPrefix("--") ?? true {
      throw error("\(name) needs a value")
    }
    guard let value = joined ?? rest.popFirst() else { throw error("\(name) needs a value") }
    values[option.name, default: []].append(value)
  }

  private func checkOperands() throws {
    let expected = syntax.operands
    if operands.count < expected.count { throw error("\(expected[operands.count]) is missing") }
    if operands.count > expected.count, !syntax.repeatsLastOperand {
      throw error("unexpected argument “\(operands[expected.count])”")
    }
  }

  // MARK: Asking

  /// Whether an option was given.
  package func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option that may be given once.
  package func value(_ option: Option) -> String? { values[option.name]?.first }

  /// All values of an option that may be repeated.
  package func values(_ option: Option) -> [String] { values[option.name] ?? [] }

  /// The value of an option, converted by `reading`. `description` says what it must be.
  package func value<Value>(
    _ option: Option, as description: String, _ reading: (String) -> Value?
  ) throws -> Value? {
    guard let text = value(option) else { return nil }
    guard let value = reading(text) else {
      throw error("--\(option.name) must be \(description), and “\(text)” is not")
    }
    return value
  }

  /// Throws if more than one of the options was given.
  package func requireAtMostOne(_ options: Option...) throws {
    let given = options.filter(has).map { "--\($0.name)" }
    guard given.count > 1 else { return }
    throw error("\(given.joined(separator: " and ")) cannot go together")
  }

  /// Makes an error about the command line of this command.
  package func error(_ message: String) -> UsageError { UsageError(message, command: syntax.name) }
}

/// An invalid command line.
package struct UsageError: Error, Hashable {
  package let message: String
  /// The command whose help explains the correct use, if known.
  package let command: String?

  package init(_ message: String, command: String? = nil) {
    self.message = message
    self.command = command
  }
}
