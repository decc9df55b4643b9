import Foundation

extension Sandbox {
  /// The bytes of generated downloads. Equal offsets have equal bytes, so a receiver can check that
  /// each byte is in its place.
  public enum Pattern {
    // The period is prime, so no two blocks of a power of two are equal.
    private static let period = 65_521
    static let runSize = 256 << 10
    private static let largestData = 256 << 20

    // The table is longer than a period by a whole run, so that any run is a plain slice of it.
    private static let table: [UInt8] = {
      var state: UInt32 = 0x2545_f491
      var bytes: [UInt8] = []
      bytes.reserveCapacity(period + runSize)
      for _ in 0..<period {
        state = state &* 1_664_525 &+ 1_013_904_223
        bytes.append(UInt8(truncatingIfNeeded: state >> 24))
      }
      while bytes.count < period + runSize {
        bytes.append(contentsOf: bytes.prefix(period + runSize - bytes.count))
      }
      return bytes
    }()

    /// The bytes from `offset` on, in memory: `count` of them, and at most 256 MiB.
    public static func data(at offset: Int64, count: Int) -> Data {
      let (offset, count) = (place(of: offset), min(max(0, count), largestData))
      var data = Data(capacity: count)
      while data.count < count {
        withBytes(at: offset + Int64(data.count), limit: Int64(count - data.count)) {
          data.append(contentsOf: $0)
        }
      }
      return data
    }

    /// Whether `bytes` equal the pattern at `offset`.
    public static func matches(_ bytes: some DataProtocol, at offset: Int64 = 0) -> Bool {
      var offset = place(of: offset)
      for region in bytes.regions {
        let isSame = region.withUnsafeBytes { region in
          var rest = region[...]
          while !rest.isEmpty {
            let count = withBytes(at: offset, limit: Int64(rest.count)) { expected in
              UnsafeRawBufferPointer(rebasing: rest.prefix(expected.count))
                .hasSameBytes(as: expected) ? expected.count : 0
            }
            guard count > 0 else { return false }
            offset += Int64(count)
            rest = rest.dropFirst(count)
          }
          return true
        }
        guard isSame else { return false }
      }
      return true
    }

    /// The position in the first period of the byte at `offset`. The pattern also extends before
    /// its first byte.
    private static func place(of offset: Int64) -> Int64 {
      let remainder = offset % Int64(period)
      return remainder < 0 ? remainder + Int64(period) : remainder
    }

    /// Calls `body` with the longest available run, at most `limit` bytes.
    static func withBytes<Result>(
      at offset: Int64, limit: Int64, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
      let start = Int(offset % Int64(period))
      let count = Int(min(limit, Int64(runSize)))
      return try table.withUnsafeBytes {
        try body(UnsafeRawBufferPointer(rebasing: $0[start..<(start + count)]))
      }
    }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
    guard let one = baseAddress, let two = other.baseAddress else { return count == other.count }
    return count == other.count && memcmp(one, two, count) == 0
  }
}
