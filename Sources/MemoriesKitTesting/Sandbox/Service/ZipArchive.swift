import Foundation

/// A zip archive of small files that are stored as they are.
struct ZipArchive {
  private var entries = Data()
  private var directory = Data()
  private var count: UInt16 = 0

  mutating func add(_ content: Data, named name: String) {
    let name = Data(name.utf8)
    // Version, flags, method, time and date (1 January 1980), checksum, both sizes, lengths.
    var header = Data()
    for field in [20, 0, 0, 0, 0x21] as [UInt16] { header.append(littleEndian: field) }
    header.append(littleEndian: Sandbox.checksum(content))
    for _ in 1...2 { header.append(littleEndian: UInt32(content.count)) }
    header.append(littleEndian: UInt16(name.count))
    header.append(littleEndian: UInt16(0))

    directory.append(littleEndian: UInt32(0x0201_4B50))
    directory.append(littleEndian: UInt16(20))
    directory += header
    for field in [0, 0, 0] as [UInt16] { directory.append(littleEndian: field) }
    directory.append(littleEndian: UInt32(0))
    directory.append(littleEndian: UInt32(entries.count))
    directory += name

    entries.append(littleEndian: UInt32(0x0403_4B50))
    entries += header + name + content
    count += 1
  }

  var data: Data {
    var data = entries + directory
    data.append(littleEndian: UInt32(0x0605_4B50))
    for field in [0, 0, count, count] { data.append(littleEndian: field) }
    data.append(littleEndian: UInt32(directory.count))
    data.append(littleEndian: UInt32(entries.count))
    data.append(littleEndian: UInt16(0))
    return data
  }
}

extension Data {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
