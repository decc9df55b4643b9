/// How long the calls of a program took, in milliseconds.
struct Latencies: Codable, Sendable {
  let count: Int
  let median: Double
  /// What one call in a hundred exceeds.
  let high: Double
  let longest: Double

  init(_ durations: [Duration]) {
    let sorted = durations.map { $0 / .milliseconds(1) }.sorted()
    count = sorted.count
    median = Figure(sorted).median
    longest = sorted.last ?? .nan
    high = sorted.isEmpty ? .nan : sorted[(sorted.count - 1) * 99 / 100]
  }

  /// Makes so many calls, so many of them at the same time.
  static func measure(
    count: Int, inFlight: Int, _ call: @escaping @Sendable () async throws -> Void
  ) async throws -> Latencies {
    let clock = ContinuousClock()
    return try await withThrowingTaskGroup(of: Duration.self) { group in
      var durations: [Duration] = []
      durations.reserveCapacity(count)
      for index in 0..<count {
        if index >= inFlight, let duration = try await group.next() { durations.append(duration) }
        group.addTask { try await clock.measure(call) }
      }
      for try await duration in group { durations.append(duration) }
      return Latencies(durations)
    }
  }

  /// Makes a call every 20 milliseconds for as long as something else takes.
  static func measure(
    during work: @escaping @Sendable () async throws -> Void,
    _ call: @escaping @Sendable () async throws -> Void
  ) async throws -> Latencies {
    let clock = ContinuousClock()
    let isOver = Locked(false)
    async let durations = {
      var durations: [Duration] = []
      var next = clock.now
      // A call that is under way when the work ends counts too: it may be the one that waited.
      while !isOver.withLock({ $0 }) {
        durations.append(try await clock.measure(call))
        next = max(next + .milliseconds(20), clock.now)
        try await clock.sleep(until: next)
      }
      return durations
    }()
    try await work()
    isOver.withLock { $0 = true }
    return Latencies(try await durations)
  }
}
