import Foundation

extension MemoriesClient {
  /// Looks for an upload whose answer was lost, before anyone pays for it again.
  ///
  /// An error with the outcome `unknown` carries the upload as ``MemoriesError/lostUpload``. This
  /// method lists the videos of its scope, and compares their time, size and name. It does not
  /// guess: without a clear match it returns undecided. Listing costs nothing.
  ///
  /// The service lists the size of a video only after indexing, and may list a video late. So one
  /// comparison right after the loss rarely decides. With `waiting`, the client compares again
  /// until the result is clear, or cannot change any more. When the time is up, it returns the last
  /// result.
  ///
  /// - Parameters:
  ///   - upload: The upload to look for.
  ///   - others: Videos that are certainly something else, such as those whose receipts you have.
  ///     Without them, a comparison among many new videos has to wait until all are indexed.
  ///   - waiting: How often to compare again, and for how long; nil means once.
  ///   - options: What these calls do differently. ``TimeLimits/total`` limits one listing of all
  ///     videos; it is 5 minutes unless you set it.
  /// - Throws: ``MemoriesError`` when the list cannot be read, takes too long or has more than
  ///   1,000 pages. Its outcome is that of the listing and says nothing about the upload.
  public func reconcile(
    _ upload: LostUpload, excluding others: Set<VisualSearch.VideoNo> = [],
    waiting: WaitOptions? = nil, options: CallOptions = CallOptions()
  ) async throws -> LostUpload.Reconciliation {
    // With a date that is not a number, no video would ever match.
    var rules = MemoriesRequest.Rules()
    for (field, date) in [("begin", upload.begin), ("end", upload.end)] {
      rules.require(date.timeIntervalSince1970.isFinite, field, "is no date")
    }
    try refuse(rules.problems, VisualSearch.ListVideos.self)
    guard let waiting else {
      return try await compareList(for: upload, others, options).found
    }
    let latest = Locked<LostUpload.Reconciliation?>(nil)
    let states = WaitStates<LostUpload.Reconciliation>(
      operation: VisualSearch.ListVideos.traits.name, options: waiting,
      clock: configuration.clock, random: configuration.random, observer: configuration.observer
    ) { wait in
      let finding = try await compareList(for: upload, others, options, within: wait)
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

  /// The result of one comparison, and whether another may differ.
  private struct Finding {
    let found: LostUpload.Reconciliation
    let mayChange: Bool
  }

  private func compareList(
    for upload: LostUpload, _ others: Set<VisualSearch.VideoNo>, _ options: CallOptions,
    within wait: ClientEvent.CallID? = nil
  ) async throws -> Finding {
    let date = configuration.now()
    var candidates: [LostUpload.Reconciliation.Candidate] = []
    let list = VisualSearch.ListVideos(scope: upload.scope)
    let isComplete = try await readAll(of: list, options, within: wait) { videos in
      candidates += videos.filter { !others.contains($0.videoNo) }
        .compactMap { LostUpload.Reconciliation.Candidate($0, for: upload) }
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

  /// Lists videos, each once, and returns whether the list is complete. It ends whatever the service
  /// answers.
  func readAll(
    of list: VisualSearch.ListVideos, _ options: CallOptions,
    within wait: ClientEvent.CallID? = nil,
    onPage handle: ([VisualSearch.VideoMetadata]) -> Void
  ) async throws -> Bool {
    let stopwatch = Stopwatch(configuration.limitsClock)
    var options = options
    var limits = options.limits ?? configuration.limits
    let limit = limits.total?.bounded ?? Self.defaultListLimit
    var list = list
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
}
