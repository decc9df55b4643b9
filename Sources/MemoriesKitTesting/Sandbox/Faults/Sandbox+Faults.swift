import MemoriesKit

/// Methods with which a test lets calls fail.
extension Sandbox {
  /// The sandbox has no route that a fault could apply to.
  public struct UnknownRoute: Error, Hashable, CustomStringConvertible {
    /// The route of the fault.
    public let route: Route

    /// The method and the path.
    public var description: String { "the sandbox has no route \(route.method) \(route.path)" }
  }

  /// Faults that have not applied to all calls that they are for.
  public struct UnusedFault: Sendable, Hashable {
    /// The route of the fault.
    public let route: Route
    /// The calls that it is for; 1 was the next one when the fault was added.
    public let calls: ClosedRange<Int>
    /// How many calls of the route there were.
    public let callCount: Int

    /// Makes a description, to compare with.
    public init(route: Route, calls: ClosedRange<Int>, callCount: Int) {
      self.route = route
      self.calls = calls
      self.callCount = callCount
    }
  }

  /// Adds faults to some of the following calls of a route.
  ///
  /// ```swift
  /// try sandbox.fail(.request(VisualSearch.UploadVideo.self), calls: 2...3, with: .rateLimit)
  /// ```
  ///
  /// - Parameters:
  ///   - route: The route. Add a route of your own before.
  ///   - calls: Which calls; 1 is the next one.
  ///   - faults: The faults; several at once are possible.
  /// - Throws: ``UnknownRoute`` when no request can ever meet the faults.
  public func fail(_ route: Route, calls: ClosedRange<Int>, with faults: Fault...) throws {
    try add(FaultRule(route: route, calls: calls, faults: faults))
  }

  /// Adds faults to the next call of a route.
  public func failNext(_ route: Route, with faults: Fault...) throws {
    try add(FaultRule(route: route, calls: 1...1, faults: faults))
  }

  /// Adds faults to every call of a route, until `removeFaults()`.
  public func failAlways(_ route: Route, with faults: Fault...) throws {
    try add(FaultRule(route: route, calls: 1...Int.max, faults: faults))
  }

  private func add(_ rule: FaultRule) throws {
    let isKnown = engine.state.withLock { state in
      let known =
        Product.allCases.flatMap(\.operations).map(\.route) + state.routes.map(\.route)
      guard known.contains(where: rule.route.overlaps) else { return false }
      state.faults.append(rule)
      return true
    }
    guard isKnown else { throw UnknownRoute(route: rule.route) }
  }

  /// The faults that have not applied to all calls that they are for; of those for every call, the
  /// ones that have applied to none. A test that ends with some did not test what it says.
  public var unusedFaults: [UnusedFault] {
    engine.state.withLock { state in state.faults.compactMap(\.unused) }
  }

  /// Removes all faults that have not applied yet.
  public func removeFaults() {
    engine.state.withLock { $0.faults = [] }
  }
}
