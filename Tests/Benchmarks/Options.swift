/// What the command line asks for.
struct Options: Sendable, Equatable {
  var parts = Part.allCases
  var rounds = 7
  /// The size of an ordinary file; all others but the large one derive from it.
  var byteCount: Int64 = 1 << 30
  var largeByteCount: Int64 = 3 << 30
  var calls = 10_000
  /// How long the server thinks, in seconds.
  var thinking = 4.0
  var wantsJSON = false
  var wantsPython = false
  var wantsHelp = false

  /// The arguments make no sense.
  struct Misuse: Error {
    let text: String
  }

  static let help = """
    usage: benchmarks [part …] [options]

    Measures MemoriesKit beside curl, beside URLSession itself and beside Python, over 127.0.0.1,
    and prints tables. Run it as: swift run -c release benchmarks

    parts: \(Part.allCases.map(\.rawValue).joined(separator: " ")); all unless named

      --rounds N       how often everything is measured; 7 unless given
      --json           one JSON document with all samples instead of tables
      --with-python    measure Python's requests too
      --bytes N        the size of files in place of 1 GiB and 3 GiB
      --calls N        the number of calls in place of 10,000
      --think SECONDS  how long the server thinks in place of 4 seconds
      --help           this text

    exit status: 0 when everything was measured, 1 when something was not, 64 wrong usage,
    130 interrupted

    """

  /// Reads the arguments that follow the program's name.
  init(_ arguments: some Sequence<String>) throws(Misuse) {
    var rest = Array(arguments)[...]
    var named: [Part] = []
    while let argument = rest.popFirst() {
      switch argument {
      case "--rounds": rounds = try number(of: argument, &rest)
      case "--bytes":
        byteCount = try number(of: argument, &rest)
        largeByteCount = byteCount
      case "--calls": calls = try number(of: argument, &rest)
      case "--think":
        guard let value = rest.popFirst().flatMap(Double.init), value > 0, value < 3600 else {
          throw Misuse(text: "--think takes a number of seconds")
        }
        thinking = value
      case "--json": wantsJSON = true
      case "--with-python": wantsPython = true
      case "--help", "-h": wantsHelp = true
      default:
        guard let part = Part(rawValue: argument) else {
          throw Misuse(
            text: argument.hasPrefix("-")
              ? "there is no option \(argument)" : "there is no part \(argument)")
        }
        named.append(part)
      }
    }
    if !named.isEmpty { parts = Part.allCases.filter(named.contains) }
  }

  private func number<Number: FixedWidthInteger>(
    of name: String, _ rest: inout ArraySlice<String>
  ) throws(Misuse) -> Number {
    guard let value = rest.popFirst().flatMap({ Number($0) }), value > 0 else {
      throw Misuse(text: "\(name) takes a number above 0")
    }
    return value
  }
}
