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
  init(_ arguments: some Sequence<String>) throws(ExitError) {
    var rest = Array(arguments)[...]
    var folders: [String] = []
    var optionsHaveEnded = false
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-"), argument != "-", !optionsHaveEnded else {
        folders.append(argument)
        continue
      }
      if argument == "--" {
        optionsHaveEnded = true
      } else {
        try take(argument, &rest)
      }
    }
    if wantsHelp { return }
    guard folders.count == 1, !folders[0].isEmpty else {
      throw ExitError.usage(folders.isEmpty ? "FOLDER is missing" : "give one FOLDER")
    }
    folder = folders[0]
  }

  private mutating func take(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(ExitError) {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(halves[0])
    let attached = halves.count == 2 ? String(halves[1]) : nil
    switch name {
    case "--jobs":
      let text = try value(of: name, attached, &rest)
      guard let number = Int(text), (1...16).contains(number) else {
        throw ExitError.usage("--jobs takes a number from 1 to 16")
      }
      jobs = number
    case "--unique-id":
      uniqueID = try value(of: name, attached, &rest)
    case "--journal":
      journal = try value(of: name, attached, &rest)
    case "--tag":
      tags.append(try value(of: name, attached, &rest))
    case "--wait":
      let text = try value(of: name, attached, &rest)
      guard let number = Double(text), (0...86_400).contains(number) else {
        throw ExitError.usage("--wait takes a number of seconds, at most a day")
      }
      wait = number
    case "--resolve":
      try resolve(try value(of: name, attached, &rest))
    case "--recursive", "--dry-run", "--json", "--help", "-h":
      guard attached == nil else { throw ExitError.usage("\(name) takes no value") }
      switch name {
      case "--recursive": isRecursive = true
      case "--dry-run": isDryRun = true
      case "--json": isJSON = true
      default: wantsHelp = true
      }
    case "--retry-unknown":
      throw ExitError.usage(
        "--retry-unknown could pay twice and is gone; unknown uploads are looked for now")
    default:
      throw ExitError.usage("there is no option \(name)")
    }
  }

  private mutating func resolve(_ text: String) throws(ExitError) {
    // The name may have an equals sign in it, the number has none.
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
      text.index(after: sign) < text.endIndex
    else { throw ExitError.usage("--resolve takes NAME=VIDEO_NO or NAME=absent") }
    let what = String(text[text.index(after: sign)...])
    resolutions[String(text[..<sign])] = .some(what == "absent" ? nil : what)
  }

  private func value(
    of name: String, _ attached: String?, _ rest: inout ArraySlice<String>
  ) throws(ExitError) -> String {
    // An option in place of a value means that the value was forgotten.
    if attached == nil, rest.first?.hasPrefix("--") ?? true {
      throw ExitError.usage("\(name) needs a value")
    }
    guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
      throw ExitError.usage("\(name) needs a value")
    }
    return value
  }
}

extension ExitError {
  fileprivate static func usage(_ text: String) -> ExitError {
    ExitError(text: "\(text); see batch-ingest --help", status: 64)
  }
}
