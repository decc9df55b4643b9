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
    and prints tables. Run it as:
    swift run -c release --package-path Tests/Benchmarks benchmarks

    parts: \(Part.allCases.map(\.rawValue).joined(separator: " ")); all unless named

    All parts take about 40 minutes, on a machine that does nothing else. Files of up to 4 GiB go to
    the temporary folder (TMPDIR). "Same shape" is a program that does with URLSession just what is
    needed for the same.

      --rounds N       how often everything is measured; 7 unless given
      --json           one JSON document with all samples instead of tables
      --with-python    measure Python's requests and requests_toolbelt too
      --bytes N        the size of files in place of 1 GiB and 3 GiB; where several are under way,
                       or slow, a part of it
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
      case "--rounds": rounds = try number(of: argument, &rest, in: 1...1000)
      case "--bytes":
        byteCount = try number(of: argument, &rest, in: 1024...1 << 40)
        largeByteCount = byteCount
      case "--calls": calls = try number(of: argument, &rest, in: 1...10_000_000)
      case "--think":
        guard let value = rest.popFirst().flatMap(Double.init), (0.1...3600).contains(value) else {
          throw Misuse(text: "--think takes a number of seconds from 0.1 to 3600")
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
    of name: String, _ rest: inout ArraySlice<String>, in range: ClosedRange<Number>
  ) throws(Misuse) -> Number {
    guard let value = rest.popFirst().flatMap({ Number($0) }), range.contains(value) else {
      throw Misuse(
        text: "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
