import Foundation

extension MemoriesClient {
  /// Looks for an upload whose answer was lost, before anyone pays for it a second time.
  ///
  /// An error whose outcome is `unknown` carries the upload as ``MemoriesError/lostUpload``. The
  /// videos of its scope are listed and compared by time, size and name. Nothing is guessed: what
  /// does not decide is given back undecided. Listing costs nothing.
  ///
  /// The service lists the size of a video once indexing has ended, and may enter one late, so that
  /// a look right after the loss rarely decides. With `waiting` the list is looked through again
  /// until it does, or until no further look can help. When the wait is over, what the last look
  /// found is returned.
  ///
  /// - Parameters:
  ///   - upload: What to look for.
  ///   - waiting: How often to look again, and for how long; one look when nil.
  ///   - options: What these calls do differently. The limit ``TimeLimits/total`` is that of one
  ///     look, which has 5 minutes unless it is set.
  /// - Throws: ``MemoriesError`` when the list cannot be read, takes too long or has more than 1,000
  ///   pages. Its outcome is that of the listing and tells nothing of the upload.
  public func reconcile(
    _ upload: LostUpload, waiting: WaitOptions? = nil, options: CallOptions = CallOptions()
  ) async throws -> LostUpload.Reconciliation {
    // At a time that is none no video was taken in, and nothing would ever be found.
    var rules = MemoriesRequest.Rules()
    for (field, date) in [("begin", upload.begin), ("end", upload.end)] {
      rules.require(date.timeIntervalSince1970.isFinite, field, "is no date")
    }
    try refuse(rules.problems, VisualSearch.ListVideos.self)
    guard let waiting else { return try await compareList(for: upload, options).found }
    let latest = Locked<LostUpload.Reconciliation?>(nil)
    let states = WaitStates<LostUpload.Reconciliation>(
      operation: VisualSearch.ListVideos.traits.name, options: waiting,
      clock: configuration.clock, random: configuration.random, observer: configuration.observer
    ) { wait in
      let finding = try await compareList(for: upload, options, within: wait)
      latest.withLock { $0 = finding.found }
      return finding.mayChange
        ? .pending(finding.found, state: "not decided yet") : .ready(finding.found)
    }
    do {
      return try await last(of: states)
    } catch let error as MemoriesError where error.kind == .waitExpired {
      guard let found = latest.withLock({ $0 }) else { throw error }
      return found
    }
  }

  /// What one look found, and whether another may find something else.
  private struct Finding {
    let found: LostUpload.Reconciliation
    let mayChange: Bool
  }

  private func compareList(
    for upload: LostUpload, _ options: CallOptions, within wait: ClientEvent.CallID? = nil
  ) async throws -> Finding {
    let date = configuration.now()
    var candidates: [LostUpload.Reconciliation.Candidate] = []
    let isComplete = try await listVideos(in: upload.scope, options, within: wait) { videos in
      candidates += videos.compactMap { LostUpload.Reconciliation.Candidate($0, for: upload) }
    }
    let found = LostUpload.Reconciliation(
      candidates, isComplete: isComplete, deadline: upload.deadline, at: date)
    switch found {
    case .found, .absent: return Finding(found: found, mayChange: false)
    case .notListed: return Finding(found: found, mayChange: true)
    case .undecided:
      let mayBeEntered =
        date < upload.deadline && candidates.allSatisfy { $0.matches.isEmpty || $0.isOfAnotherTime }
      let mayChange =
        !isComplete || mayBeEntered || candidates.contains(where: \.mayBecomeClear)
      return Finding(found: found, mayChange: mayChange)
    }
  }

  private static let defaultListLimit = Duration.seconds(300)
  private static let pageLimit = 1_000

  /// Lists all videos, each once, and returns whether these are all. Ends whatever the service
  /// answers.
  private func listVideos(
    in scope: LibraryScope?, _ options: CallOptions, within wait: ClientEvent.CallID?,
    onPage handle: ([VisualSearch.VideoMetadata]) -> Void
  ) async throws -> Bool {
    let stopwatch = Stopwatch(configuration.limitsClock)
    var options = options
    var limits = options.limits ?? configuration.limits
    let limit = limits.total?.bounded ?? Self.defaultListLimit
    var list = VisualSearch.ListVideos(scope: scope)
    var listing = VideoListing()
    while true {
      let timeLeft = limit - stopwatch.elapsed()
      guard timeLeft > .zero else { throw listError(.timedOut, after: list.page - 1) }
      limits.total = timeLeft
      options.limits = limits
      let page = try await successfulReply(to: list, options: options, within: wait)
      let new = listing.add(try page.result.get(), drift: page.drift)
      handle(new)
      if new.isEmpty || listing.isComplete { return listing.isComplete }
      guard list.page < Self.pageLimit else { throw listError(.tooLarge, after: list.page) }
      list.page += 1
    }
  }

  private func listError(_ kind: MemoriesError.Kind, after pages: Int) -> MemoriesError {
    var error = MemoriesError(kind, .unknown, "the list of videos did not end after \(pages) pages")
    error.operation = VisualSearch.ListVideos.traits.name
    error.attempts = pages
    if kind == .timedOut { error.timeLimit = .total }
    return error
  }

  /// What it takes to look for an upload that is about to be sent, because afterwards its file may be
  /// gone; nil for any other request.
  func lostUploadMaker<E: AnsweredOperation>(for operation: E) -> (@Sendable () -> LostUpload)? {
    guard let upload = operation as? VisualSearch.UploadVideo,
      let byteCount = try? MediaSource.file(upload.file).byteCount()
    else { return nil }
    let now = configuration.now
    let begin = now()
    return {
      LostUpload(
        fileName: upload.file.lastPathComponent, byteCount: byteCount, scope: upload.scope,
        begin: begin, end: now())
    }
  }
}
