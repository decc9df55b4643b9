/// An answer that only a broken or hostile server gives, and what an engine makes of it.
struct HostileAnswer: Sendable {
  enum Result: Sendable, Equatable {
    /// An answer, with the beginning of its body.
    case answer(Int, String)
    /// A head whose length cannot be read, so that no file is made of it.
    case answerWithoutLength(Int, String)
    /// An error after a head.
    case brokenAnswer(Int)
    /// An error without a head.
    case noAnswer
    case tooLarge
  }

  let name: String
  let script: RawServer.Script
  /// More than one where versions of libcurl differ.
  let expected: [Result]

  private init(
    _ name: String, _ text: String, bytes: [UInt8] = [], endless: String = "",
    endsWithReset: Bool = false, _ expected: Result...
  ) {
    self.name = name
    script = RawServer.Script(
      bytes: Array(text.utf8) + bytes, endless: Array(endless.utf8), endsWithReset: endsWithReset)
    self.expected = expected
  }

  static let all = heads + fields + interims + lengths + chunks + others

  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let five = "Content-Length: 5\r\n\r\nhello"
  private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
  private static let hello = Result.answer(200, "hello")

  private static let heads: [HostileAnswer] = [
    .init("nothing", "", .noAnswer),
    .init("a reset instead of an answer", "", endsWithReset: true, .noAnswer),
    .init("a blank line only", "\r\n", .noAnswer),
    .init("many blank lines", "", endless: "\r\n\r\n\r\n", .noAnswer),
    .init("a cut status line", "HTTP/1.1 20", .noAnswer),
    .init("a status line only", ok, .noAnswer),
    .init("a cut header", ok + "Content-Ty", .noAnswer),
    .init("a cut header and a reset", ok + "Content-Ty", endsWithReset: true, .noAnswer),
    .init("no blank line after the headers", ok + "Content-Type: a/b\r\n", .noAnswer),
    .init("one line feed too few", ok + "Content-Type: a/b\r\n\r", .noAnswer),
    .init("garbage", "", bytes: [0, 0xFF, 0xFE, 0x20, 0x0D, 0x0A, 0x0D, 0x0A], .noAnswer),
    .init("a page without a head", "<html>hello</html>\r\n\r\n", .noAnswer),
    .init("endless garbage", "", endless: String(repeating: "x", count: 65536), .noAnswer),
    .init("TLS", "", bytes: [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28], .noAnswer),
    .init("another protocol", "SSH-2.0-OpenSSH_9\r\n\r\n", .noAnswer),
    .init("another version", "HTTP/7.3 200 OK\r\n" + five, .noAnswer),
    .init("HTTP/2 without asking", "HTTP/2 200\r\n" + five, .answer(200, "hello"), .noAnswer),
    .init("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\nhello", hello),
    .init("a status that is no number", "HTTP/1.1 abc OK\r\n" + five, .noAnswer),
    .init("a status of four digits", "HTTP/1.1 2000 OK\r\n" + five, .noAnswer),
    .init("a status of two digits", "HTTP/1.1 20 OK\r\n" + five, .noAnswer),
    .init("status 000", "HTTP/1.1 000 No\r\n" + five, .noAnswer),
    .init("status 999", "HTTP/1.1 999 No\r\n" + five, .answer(999, "hello")),
    .init("a negative status", "HTTP/1.1 -20 OK\r\n" + five, .noAnswer),
    .init("no status", "HTTP/1.1\r\n" + five, .noAnswer),
    .init("no reason", "HTTP/1.1 200\r\n" + five, hello),
    .init(
      "an endless status line", "HTTP/1.1 200 ", endless: String(repeating: "a", count: 9999),
      .noAnswer),
  ]

  private static let fields: [HostileAnswer] = [
    .init("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", hello),
    .init("a Latin-1 value", ok + "X-A: caf", bytes: [0xE9] + Array("\r\n\(five)".utf8), hello),
    .init("a folded value", ok + "X-A: one\r\n two\r\n" + five, hello),
    .init("a fold before any header", ok + " two\r\n" + five, .noAnswer),
    .init("a NUL in a value", ok + "X-A: a\u{0}b\r\n" + five, .noAnswer),
    .init("no blank after the colon", ok + "X-A:b\r\n" + five, hello),
    .init("a blank before the colon", ok + "X-A : b\r\n" + five, hello),
    .init("no colon", ok + "X-A\r\n" + five, .noAnswer),
    .init("no name", ok + ": b\r\n" + five, hello),
    .init("a name that is no name", ok + "X A/()é: b\r\n" + five, hello),
    .init(
      "a status line among the headers", ok + "HTTP/1.1 500 No\r\n" + five, .noAnswer),
    .init(
      "an endless header", ok + "X-A: ", endless: String(repeating: "a", count: 65536), .noAnswer),
    .init(
      "endless headers", ok, endless: String(repeating: "X-A: aaaaaaaa\r\n", count: 999), .noAnswer),
    .init(
      "a header of 90 kB", ok + "X-A: " + String(repeating: "a", count: 90_000) + "\r\n" + five,
      hello),
    .init("a cookie without end", ok, endless: "Set-Cookie: a=b\r\n", .noAnswer),
  ]

  private static let interims: [HostileAnswer] = [
    .init(
      "interim answers first",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nA: b\r\n\r\n" + ok + five, hello),
    .init("an interim answer only", "HTTP/1.1 103 Early\r\nA: b\r\n\r\n", .noAnswer),
    .init(
      "endless interim answers", "",
      endless: String(repeating: "HTTP/1.1 103 E\r\nA: b\r\n\r\n", count: 99), .noAnswer),
    .init(
      "another protocol was not asked for",
      "HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nhello", .noAnswer),
    .init(
      "an interim answer with a length",
      "HTTP/1.1 102 Wait\r\nContent-Length: 5\r\n\r\nhello" + ok + five, .noAnswer),
  ]

  private static let lengths: [HostileAnswer] = [
    .init("a longer length", ok + "Content-Length: 9\r\n\r\nhello", .brokenAnswer(200)),
    .init("a shorter length", ok + "Content-Length: 4\r\n\r\nhello", .answer(200, "hell")),
    .init("no length", ok + "\r\nhello", hello),
    .init(
      "a length of 2^63 - 1", ok + "Content-Length: 9223372036854775807\r\n\r\nhello",
      .brokenAnswer(200)),
    .init(
      "a length of 2^63", ok + "Content-Length: 9223372036854775808\r\n\r\nhello",
      .answerWithoutLength(200, "hello")),
    .init(
      "a length of 40 digits",
      ok + "Content-Length: \(String(repeating: "9", count: 40))\r\n\r\nhello",
      .answerWithoutLength(200, "hello")),
    .init("a negative length", ok + "Content-Length: -5\r\n\r\nhello", .noAnswer),
    .init("a length in words", ok + "Content-Length: five\r\n\r\nhello", .noAnswer),
    .init("an empty length", ok + "Content-Length:\r\n\r\nhello", .noAnswer),
    .init(
      "two lengths", ok + "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
      .brokenAnswer(200)),
    .init(
      "two lengths, the last of them right",
      ok + "Content-Length: 7\r\nContent-Length: 5\r\n\r\nhello", .answerWithoutLength(200, "hello")
    ),
    .init(
      "a length in hexadecimal", ok + "Content-Length: 0x5\r\n\r\nhello",
      .answerWithoutLength(200, "")),
    .init(
      "a length and chunks",
      ok + "Transfer-Encoding: chunked\r\nContent-Length: 99\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
      .answerWithoutLength(200, "hello")),
    .init("no content, and some", "HTTP/1.1 204 None\r\n" + five, .answer(204, "")),
    .init("not modified, and a body", "HTTP/1.1 304 Same\r\n" + five, .answer(304, "")),
    .init("endless body", ok + "\r\n", endless: String(repeating: "x", count: 65536), .tooLarge),
    .init(
      "a redirect with an endless body", "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
      endless: String(repeating: "x", count: 65536), .tooLarge),
    .init(
      "a reset in the body", ok + "Content-Length: 9\r\n\r\nhello", endsWithReset: true,
      .brokenAnswer(200)),
  ]

  private static let chunks: [HostileAnswer] = [
    .init("a trailer", chunked + "5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", hello),
    .init(
      "a length in the trailer", chunked + "5\r\nhello\r\n0\r\nContent-Length: 99\r\n\r\n", hello),
    .init(
      "a status line in the trailer", chunked + "5\r\nhello\r\n0\r\nHTTP/1.1 500 X\r\n\r\n",
      .brokenAnswer(200), hello),
    .init(
      "an endless trailer", chunked + "5\r\nhello\r\n0\r\n",
      endless: String(repeating: "X-A: aaaaaaa\r\n", count: 99), .brokenAnswer(200)),
    .init("a cut trailer", chunked + "5\r\nhello\r\n0\r\nX-Sum", .brokenAnswer(200)),
    .init(
      "a chunk size that is no number", chunked + "zz\r\nhello\r\n0\r\n\r\n", .brokenAnswer(200)),
    .init("a negative chunk size", chunked + "-5\r\nhello\r\n0\r\n\r\n", .brokenAnswer(200)),
    .init("a chunk of 2^64", chunked + "10000000000000000\r\nhello", .brokenAnswer(200)),
    .init("a cut chunk", chunked + "5\r\nhel", .brokenAnswer(200)),
    .init("a cut chunk size", chunked + "5\r\nhello\r\n1", .brokenAnswer(200)),
    .init("no last chunk", chunked + "5\r\nhello\r\n", .brokenAnswer(200)),
    .init("a chunk longer than its size", chunked + "4\r\nhello\r\n0\r\n\r\n", .brokenAnswer(200)),
    .init("an endless chunk size", chunked, endless: "0", .brokenAnswer(200)),
    .init(
      "an unknown transfer encoding", ok + "Transfer-Encoding: magic\r\n\r\nhello",
      .brokenAnswer(200), .answer(200, "hello"), .noAnswer),
  ]

  private static let others: [HostileAnswer] = [
    .init(
      "a challenge", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" + five,
      .answer(401, "hello")),
    .init(
      "a challenge of nonsense", "HTTP/1.1 401 No\r\nWWW-Authenticate: \u{1}\u{2},,=\r\n" + five,
      .answer(401, "hello")),
    .init(
      "a proxy's challenge", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n" + five,
      .answer(407, "hello")),
    .init(
      "a redirect to a file", "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n" + five,
      .answer(302, "hello")),
    .init("an upgrade to HTTP/2", ok + "Upgrade: h2c\r\nConnection: Upgrade\r\n" + five, hello),
    .init(
      "another service",
      ok + "Alt-Svc: h3=\":1\"\r\nStrict-Transport-Security: max-age=9\r\n" + five, hello),
    .init("gzip that is none", ok + "Content-Encoding: gzip\r\n" + five, .brokenAnswer(200)),
    .init(
      "an encoding that nobody knows", ok + "Content-Encoding: magic\r\n" + five, .brokenAnswer(200)
    ),
    .init(
      "many encodings",
      ok + "Content-Encoding: " + String(repeating: "gzip, ", count: 99) + "gzip\r\n" + five,
      .noAnswer, .brokenAnswer(200)),
    .init("two answers", ok + five + ok + five, hello),
  ]
}
