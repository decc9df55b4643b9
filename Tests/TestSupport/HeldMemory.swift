#if canImport(Glibc)
import Foundation

/// Measures what this process holds: what was allocated and not freed, and what is mapped besides.
///
/// The resident memory says less. The C library has a heap for every few threads and keeps what lies
/// free in them, so it goes up and down with the number of threads that happen to run together.
package enum HeldMemory {
  /// So many bytes; nil when the C library cannot tell.
  package static func byteCount() -> Int? {
    guard let heaps = inHeaps(), let others = outsideHeaps() else { return nil }
    return heaps + others
  }

  /// What is allocated in the heaps. Large pieces have mappings of their own.
  private static func inHeaps() -> Int? {
    typealias Describe = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
    guard let symbol = loadedSymbol("malloc_info") else { return nil }
    let describe = unsafeBitCast(symbol, to: Describe.self)
    var text: UnsafeMutablePointer<CChar>?
    var length = 0
    guard let stream = open_memstream(&text, &length) else { return nil }
    let result = describe(0, stream)
    fclose(stream)
    defer { free(text) }
    guard result == 0, let text else { return nil }
    let description = String(cString: text)
    // The last of each kind is the total of all heaps.
    func total(_ element: String) -> Int? {
      guard let place = description.range(of: element, options: .backwards),
        let size = description[place.upperBound...].firstMatch(of: /size="(\d+)"/)
      else { return nil }
      return Int(size.output.1)
    }
    guard let all = total(#"<system type="current""#), let fast = total(#"<total type="fast""#),
      let rest = total(#"<total type="rest""#)
    else { return nil }
    return all - fast - rest
  }

  /// What is resident and neither a heap nor of a file.
  private static func outsideHeaps() -> Int? {
    // `String` and `Data` read no more than the first page of a file that has no size.
    let file = FileHandle(forReadingAtPath: "/proc/self/smaps")
    guard let maps = try? file?.readToEnd() else { return nil }
    var sum = 0
    var counts = false
    for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
      if line.first?.isLowercase == true || line.first?.isNumber == true {
        // A mapping: its addresses, and at the end the file that it is of.
        let parts = line.split(separator: " ", omittingEmptySubsequences: true)
        // The heaps of threads begin at multiples of their largest size.
        let begin = UInt(parts[0].prefix { $0 != "-" }, radix: 16) ?? 0
        counts = parts.count == 5 && parts[4] == "0" && begin % (64 << 20) != 0
      } else if counts, line.hasPrefix("Rss:") {
        sum += (Int(line.filter(\.isNumber)) ?? 0) << 10
      }
    }
    return sum
  }
}
#endif
