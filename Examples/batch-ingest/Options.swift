import Terminal

/// The options of the command line.
struct Options: Sendable, Equatable {
  /// The folder with the videos.
  var folder = ""
  /// How many uploads run at the same time.
  var jobs = 2
  /// The part of the library for the videos.
  var uniqueID: String?
  /// Tags for every video.
  var tags: [String] = []
  /// The journal, if it is not in the folder.
  var journal: String?
  /// Whether to look into subfolders.
  var isRecursive = false
  /// Whether to say only what would be sent.
  var isDryRun = false
  /// Whether to print one JSON document.
  var isJSON = false
  /// How many seconds to look for uploads whose result is not known.
  var wait = 1800.0
  /// What the user knows of such uploads, by the names of the videos: the number of the video, or
  /// nil for one that did not arrive.
  var resolutions: [String: String?] = [:]
  /// Whether to print only the help.
  var wantsHelp = false

  static let help = """
    usage: batch-ingest FOLDER [options]

    Uploads every video (.mp4 .avi .mkv .mov) in FOLDER, and remembers in a journal what was
    uploaded: started again, it goes on where it was stopped and sends nothing twice. A video
    is known by its size and parts of its content, not by its name or time; of several that
    are the same, one is sent.

      --recursive       the videos in subfolders too
      --jobs N          how many uploads run at the same time, 1 to 16; 2 unless given
      --unique-id ID    the part of the library that the videos go to
      --tag T           a tag for every video; may be repeated
      --journal FILE    the journal; .memories-journal.jsonl in FOLDER unless given
      --wait SECONDS    how long to look for uploads whose answer was lost; 1800 unless given
      --resolve NAME=VIDEO_NO, --resolve NAME=absent
                        what became of such an upload, if you know; may be repeated
      --dry-run         says what would be sent, and sends nothing
      --json            prints one JSON document at the end instead of lines
      --help            this text

    An upload whose answer was lost, also by kill -9, may have arrived. It is looked for in the
    library, and sent again only when that proves that it is not there, for which the service
    gets ten minutes. What stays undecided is shown with what speaks for it; --resolve decides.

    The journal in FOLDER goes with it when it is moved or renamed. What an earlier version
    wrote into .NAME.memories-journal.jsonl beside a folder NAME counts as well. With
    --journal both are read too where they can be, and not written; if FOLDER cannot be
    written to, nothing is sent without it.

    The key is taken from MEMORIES_API_KEY, other hosts than the service's own from
    MEMORIES_V1_BASE_URL; MEMORIES_ENGINE says what sends the requests: automatic, libcurl or
    urlSession. Ctrl-C, SIGTERM and the closing of the terminal let running uploads end and
    begin no others; a second one stops them, a third does not wait for that.

    exit status: 0 when every video is uploaded, 1 when not, 64 wrong usage, 66 no such folder,
    73 the journal or the output cannot be written, 75 another batch-ingest is at work there,
    78 no key; after a signal 130 (Ctrl-C), 143 (SIGTERM) or 129 (the terminal was closed)

    """

  /// Parses the arguments after the program name.
  init(_ words: some Sequence<String>) throws(ExitError) {
    do {
      let arguments = try Arguments(Array(words), for: Self.syntax)
      wantsHelp = arguments.asksForHelp
      if !wantsHelp { try read(arguments) }
    } catch let error as UsageError {
      throw ExitError(text: "\(error.message); see batch-ingest --help", status: 64)
    } catch {
      throw ExitError(text: "\(error)", status: 64)
    }
  }

  private mutating func read(_ arguments: Arguments) throws {
    folder = arguments.operands[0]
    guard !folder.isEmpty else { throw arguments.error("FOLDER is missing") }
    for option in Self.syntax.options where arguments.values(option).contains("") {
      throw arguments.error("--\(option.name) needs a value")
    }
    jobs =
      try arguments.value(Self.jobs, as: "a number from 1 to 16") { text in
        Int(text).flatMap { (1...16).contains($0) ? $0 : nil }
      } ?? jobs
    wait =
      try arguments.value(Self.wait, as: "a number of seconds, at most a day") { text in
        Double(text).flatMap { (0...86_400).contains($0) ? $0 : nil }
      } ?? wait
    uniqueID = arguments.value(Self.uniqueID)
    tags = arguments.values(Self.tag)
    journal = arguments.value(Self.journal)
    isRecursive = arguments.has(Self.recursive)
    isDryRun = arguments.has(Self.dryRun)
    isJSON = arguments.has(Self.json)
    for text in arguments.values(Self.resolve) {
      // The name may have an equals sign in it, the number has none.
      guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
        text.index(after: sign) < text.endIndex
      else { throw arguments.error("--resolve takes NAME=VIDEO_NO or NAME=absent") }
      let what = String(text[text.index(after: sign)...])
      resolutions[String(text[..<sign])] = .some(what == "absent" ? nil : what)
    }
    guard !arguments.has(Self.retryUnknown) else {
      throw arguments.error(
        "--retry-unknown could pay twice and is gone; unknown uploads are looked for now")
    }
  }

  private static let jobs = Option(name: "jobs", placeholder: "N", summary: "")
  private static let uniqueID = Option(name: "unique-id", placeholder: "ID", summary: "")
  private static let tag = Option(
    name: "tag", placeholder: "T", isRepeatable: true, summary: "")
  private static let journal = Option(name: "journal", placeholder: "FILE", summary: "")
  private static let wait = Option(name: "wait", placeholder: "SECONDS", summary: "")
  private static let resolve = Option(
    name: "resolve", placeholder: "NAME=VIDEO_NO", isRepeatable: true, summary: "")
  private static let recursive = Option(name: "recursive", summary: "")
  private static let dryRun = Option(name: "dry-run", summary: "")
  private static let json = Option(name: "json", summary: "")
  /// What an earlier version had.
  private static let retryUnknown = Option(name: "retry-unknown", summary: "")

  // The help is written by hand, because it says more than a list of options.
  private static let syntax = Syntax(
    name: "", summary: "", operands: ["FOLDER"],
    options: [
      recursive, jobs, uniqueID, tag, journal, wait, resolve, dryRun, json, retryUnknown,
    ])
}
