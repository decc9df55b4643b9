import Foundation

/// A CRC-32 as in zip and gzip, computed eight bytes at a time.
struct Checksum: Sendable {
  private var state: UInt32 = 0xffff_ffff

  /// The checksum of everything so far.
  var value: UInt32 { ~state }

  /// Adds bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    // Uses plain pointers and a while loop, so that a debug build digests gigabytes in bearable
    // time.
    Self.table.withUnsafeBufferPointer { buffer in
      guard let table = buffer.baseAddress else { return }
      var crc = state
      var offset = 0
      let count = bytes.count
      while count &- offset >= 8 {
        let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let low = UInt32(truncatingIfNeeded: word) ^ crc
        let high = UInt32(truncatingIfNeeded: word >> 32)
        crc =
          table[1792 &+ Int(low & 0xff)] ^ table[1536 &+ Int((low >> 8) & 0xff)]
          ^ table[1280 &+ Int((low >> 16) & 0xff)] ^ table[1024 &+ Int(low >> 24)]
        crc ^=
          table[768 &+ Int(high & 0xff)] ^ table[512 &+ Int((high >> 8) & 0xff)]
          ^ table[256 &+ Int((high >> 16) & 0xff)] ^ table[Int(high >> 24)]
        offset &+= 8
      }
      while offset < count {
        let byte = base.load(fromByteOffset: offset, as: UInt8.self)
        crc = (crc >> 8) ^ table[Int((crc ^ UInt32(byte)) & 0xff)]
        offset &+= 1
      }
      state = crc
    }
  }

  /// Eight tables of 256 entries, one after another.
  private static let table: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 2048)
    for index in 0..<256 {
      var entry = UInt32(index)
      for _ in 0..<8 {
        entry = entry & 1 == 1 ? (entry >> 1) ^ 0xedb8_8320 : entry >> 1
      }
      table[index] = entry
    }
    for index in 256..<2048 {
      let previous = table[index - 256]
      table[index] = (previous >> 8) ^ table[Int(previous & 0xff)]
    }
    return table
  }()
}

extension Sandbox {
  /// The CRC-32 of `data`, to compare with what the sandbox recorded.
  public static func checksum(_ data: some DataProtocol) -> UInt32 {
    var checksum = Checksum()
    for region in data.regions {
      region.withUnsafeBytes { checksum.update($0) }
    }
    return checksum.value
  }
}
