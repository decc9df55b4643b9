import Foundation

/// Measures how far this process's resident memory rises above where it was.
///
/// Only Linux tells the peak of a stretch of time; elsewhere the meter says nil.
package struct MemoryMeter: Sendable {
  private let start: Int64?

  /// Forgets the peak so far and begins to measure.
  package init() {
    #if os(Linux)
    // Writing 5 resets the peak.
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
    start = Self.status("VmHWM")
    #else
    start = nil
    #endif
  }

  /// How many bytes the peak lies above the beginning.
  package var rise: Int64? {
    guard let start, let peak = Self.status("VmHWM") else { return nil }
    return peak - start
  }

  /// Whether a sanitizer watches this process, which makes memory grow with all that is touched.
  package static var isSanitized: Bool {
    loadedSymbol("__tsan_init") != nil || loadedSymbol("__asan_init") != nil
  }

  private static func status(_ name: String) -> Int64? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else {
      return nil
    }
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let digits = line.filter(\.isNumber)
      return Int64(digits).map { $0 * 1024 }
    }
    return nil
  }
}
