import Foundation

/// How many small calls go through.
struct Calls {
  let workshop: Workshop

  func tables() throws -> [Table] {
    try [1, 16, 256].map(table)
  }

  private func table(_ inFlight: Int) throws -> Table {
    let count = workshop.options.calls
    let base = try workshop.server.base(.plain)
    let url = "\(base)/get_metadata?video_no=VI[1-\(count)]"
    let parallel = ["--parallel", "--parallel-max", "\(inFlight)", "--no-progress-meter"]
    var contenders = [
      workshop.curl("curl", ["-o", "/dev/null"] + (inFlight == 1 ? [] : parallel) + [url]),
      try .memoriesKit(CallsWithMemoriesKit(base: base, count: count, inFlight: inFlight)),
      try Contender(
        "URLSession, JSONDecoder",
        CallsWithSession(base: base, count: count, inFlight: inFlight)),
    ]
    if inFlight == 1, let python = python(base, count) { contenders.append(python) }
    let trials = try workshop.compare(contenders)
    let title =
      "\(count) calls of get_metadata, " + (inFlight == 1 ? "one by one" : "\(inFlight) at once")
    var table = try Table(
      title, trials,
      [
        .calls(count), .latency("p50 ms", \.median), .latency("p99 ms", \.high),
        Quantity("connections") { run, _ in Double(run.connections) }, .cpu, .peak,
      ],
      note: "MemoriesKit and URLSession keep to at most 64 connections.")
    table.compare("calls/s", with: "URLSession, JSONDecoder", as: "calls/s, URLSession = 1")
    table.compare("calls/s", with: "curl", as: "curl = 1")
    return table
  }

  private func python(_ base: URL, _ count: Int) -> Contender? {
    let script = """
      import json, requests, sys, time
      url, count = sys.argv[1:]
      session, times = requests.Session(), []
      for _ in range(int(count)):
        start = time.perf_counter()
        session.get(url).json()
        times.append((time.perf_counter() - start) * 1000)
      times.sort()
      print(json.dumps({"count": len(times), "median": times[len(times) // 2],
        "high": times[(len(times) - 1) * 99 // 100], "longest": times[-1]}))
      """
    return workshop.python(
      "requests.Session", script,
      ["\(base)/get_metadata?video_no=VI606404158946574336", "\(count)"])
  }
}

extension Quantity {
  fileprivate static func calls(_ count: Int) -> Quantity {
    Quantity("calls/s") { run, _ in Double(count) / run.wall }
  }

  /// Something that a program has found out about its calls; curl does not tell.
  static func latency(
    _ name: String, digits: Int = 2, _ value: @escaping @Sendable (Latencies) -> Double
  ) -> Quantity {
    Quantity(name, digits: digits) { run, _ in
      run.output.isEmpty ? nil : value(try run.answer(Latencies.self))
    }
  }
}
