import Foundation

/// The first second of the sample scene as a PNG file.
enum SamplePicture {
  /// The file.
  static let data: Data = {
    var header = Data()
    header.append(width, byteCount: 4)
    header.append(height, byteCount: 4)
    header.append(contentsOf: [8, 2, 0, 0, 0])  // eight bits each of red, green and blue
    return Data([0x89]) + Data("PNG\r\n\u{1A}\n".utf8) + chunk("IHDR", header)
      + chunk("IDAT", uncompressed(lines)) + chunk("IEND", Data())
  }()

  private static let width = SampleScene.columns * SampleScene.tile
  private static let height = SampleScene.rows * SampleScene.tile

  private static var lines: Data {
    var lines = Data()
    for row in 0..<height {
      lines.append(0)  // a line that is not derived from the one above
      for column in 0..<width {
        let isRed = SampleScene.isRed(
          column: column / SampleScene.tile, row: row / SampleScene.tile, second: 0)
        lines.append(contentsOf: isRed ? [255, 0, 0] : [128, 128, 128])
      }
    }
    return lines
  }

  private static func chunk(_ name: String, _ content: Data) -> Data {
    let named = Data(name.utf8) + content
    var chunk = Data()
    chunk.append(content.count, byteCount: 4)
    chunk.append(named)
    chunk.append(Int(checksum(named)), byteCount: 4)
    return chunk
  }

  /// A zlib stream with one stored block, which holds up to 65 535 bytes.
  private static func uncompressed(_ content: Data) -> Data {
    var stream = Data([0x78, 0x01, 0x01])
    for length in [content.count, ~content.count] {
      stream.append(contentsOf: [UInt8(length & 0xFF), UInt8(length >> 8 & 0xFF)])
    }
    stream.append(content)
    var (one, two) = (1, 0)
    for byte in content {
      one = (one + Int(byte)) % 65_521
      two = (two + one) % 65_521
    }
    stream.append(two << 16 | one, byteCount: 4)
    return stream
  }

  /// The CRC-32 of PNG, Ethernet and zip.
  private static func checksum(_ content: Data) -> UInt32 {
    ~content.reduce(~UInt32(0)) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1
      }
    }
  }
}
