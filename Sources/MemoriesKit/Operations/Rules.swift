import Foundation

extension MemoriesRequest {
  /// Collects the rules that a request breaks, so that one error names them all.
  ///
  /// ```swift
  /// func problems() -> [MemoriesError.Problem] {
  ///   var rules = MemoriesRequest.Rules()
  ///   rules.requireText(query, "query")
  ///   rules.require((1...50).contains(maxResults), "maxResults", "must be from 1 to 50")
  ///   rules.checkScope(scope, folders: .reading)
  ///   return rules.problems
  /// }
  /// ```
  public struct Rules {
    /// The broken rules so far.
    public private(set) var problems: [MemoriesError.Problem] = []

    /// Makes an empty collection.
    public init() {}

    /// Adds a problem with a field.
    public mutating func refuse(_ field: String, _ reason: String) {
      problems.append(MemoriesError.Problem(field, reason))
    }

    /// Adds a problem unless a condition is met.
    public mutating func require(
      _ isMet: Bool, _ field: String, _ reason: @autoclosure () -> String
    ) {
      if !isMet { refuse(field, reason()) }
    }

    /// Refuses a text that is empty or blank.
    public mutating func requireText(_ text: String, _ field: String) {
      require(!Self.isBlank(text), field, "must not be empty")
    }

    /// Refuses a number outside the range.
    mutating func check(_ number: Int?, in range: ClosedRange<Int>, _ field: String) {
      guard let number, !range.contains(number) else { return }
      refuse(field, "\(number) is not from \(range.lowerBound) to \(range.upperBound)")
    }

    /// Refuses too many tags, and an empty one.
    public mutating func checkTags(_ tags: [String], atMost maximum: Int) {
      require(
        tags.count <= maximum, "tags", "\(tags.count) tags, and at most \(maximum) are allowed")
      require(!tags.contains(where: Self.isBlank), "tags", "a tag must not be empty")
    }

    static func isBlank(_ text: String) -> Bool {
      text.allSatisfy { $0.isWhitespace }
    }

    /// Refuses a text that is too long. Of the possible ways to count, grapheme clusters give the
    /// lowest number, so this refuses nothing that the service might accept.
    public mutating func limit(_ text: String?, to maximum: Int, _ field: String) {
      guard let count = text?.count, count > maximum else { return }
      refuse(field, "has \(count) characters, and at most \(maximum) are allowed")
    }

    /// What an operation can do with a numbered folder.
    public enum FolderAccess: Sendable {
      /// The operation has no folder parameter; the number of its video is enough.
      case none
      /// It reads, so all folders are valid.
      case reading
      /// It writes, so all folders but the read-only legacy folder are valid.
      case writing
    }

    /// Refuses an invalid scope, or one that the operation does not take.
    public mutating func checkScope(_ scope: LibraryScope?, folders: FolderAccess) {
      switch scope {
      case nil:
        break
      case .uniqueID(let name):
        require(!name.isEmpty, "scope", "a unique id must not be empty when it is given")
      case .folder where folders == .none:
        refuse(
          "scope", "the service takes no folder here, and finds the video without: leave it out")
      case .folder(let number):
        require(number > 0 || [-1, -2].contains(number), "scope", "there is no folder \(number)")
        require(number != -2 || folders == .reading, "scope", "the folder -2 can only be read")
      }
    }

    /// Refuses an address that is not an http or https URL with a host.
    public mutating func checkWebURL(_ url: URL, _ field: String) {
      let url = url.absoluteURL
      require(
        ["http", "https"].contains(url.scheme?.lowercased()) && url.host?.isEmpty == false, field,
        "“\(url.absoluteString)” is not an http or https URL with a host")
    }

    /// Refuses a callback that the service could not reach. It accepts http and https URLs of at
    /// most 299 characters.
    public mutating func checkCallback(_ url: URL?, _ field: String) {
      guard let url else { return }
      checkWebURL(url, field)
      limit(url.absoluteURL.absoluteString, to: 299, field)
    }

    /// Refuses a file that is missing, empty, too large or of the wrong type. `maximum` reads the
    /// documented limit in binary units, the larger of the two readings.
    public mutating func checkMedium(
      _ medium: MediaSource, _ field: String, extensions: [String], maximum: Int64?
    ) {
      let suffix = (medium.fileName as NSString).pathExtension.lowercased()
      require(
        extensions.contains(suffix), field,
        "“\(medium.fileName)” has none of the accepted extensions "
          + extensions.map { ".\($0)" }.joined(separator: " "))
      do {
        let size = try medium.byteCount()
        require(size > 0, field, "“\(medium.fileName)” is empty")
        if let maximum, size > maximum {
          refuse(
            field, "“\(medium.fileName)” has \(size) bytes, and at most \(maximum) are allowed")
        }
      } catch {
        refuse(field, error.message)
      }
    }
  }
}
