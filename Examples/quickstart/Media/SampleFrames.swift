import Foundation

/// The frames of the sample scene in H.264.
///
/// A real encoder predicts and transforms. The standard also has blocks with plain samples, and
/// this uses only those.
enum SampleFrames {
  /// The parameters of the sequence: constrained baseline profile, level 1.
  static let sequenceParameters: Data = {
    var bits = BitWriter()
    for byte in [66, 0xC0, 10] { bits.append(byte, bits: 8) }
    bits.appendGolomb(0)  // the number of this set
    bits.appendGolomb(0)  // frame numbers have four bits
    bits.appendGolomb(2)  // frames are shown in the order in which they come
    bits.appendGolomb(0)  // none refers to another
    bits.append(0, bits: 1)
    bits.appendGolomb(SampleScene.columns - 1)
    bits.appendGolomb(SampleScene.rows - 1)
    bits.append(0b1000, bits: 4)  // whole frames, no finer prediction, no cropping, no extras
    return unit(0x67, bits)
  }()

  /// The parameters of every picture.
  static let pictureParameters: Data = {
    var bits = BitWriter()
    bits.appendGolomb(0)  // the number of this set
    bits.appendGolomb(0)  // the number of the sequence's
    bits.append(0b00, bits: 2)  // variable length codes, no fields
    for _ in 0..<3 { bits.appendGolomb(0) }  // one slice group, one reference each way
    bits.append(0b000, bits: 3)  // no weights
    for _ in 0..<3 { bits.appendGolomb(0) }  // the usual quantizers
    bits.append(0b000, bits: 3)
    return unit(0x68, bits)
  }()

  /// A frame that needs no other frame.
  static func frame(second: Int) -> Data {
    var bits = BitWriter()
    bits.appendGolomb(0)  // begins with the first block
    bits.appendGolomb(7)  // nothing but blocks that refer to no other frame
    bits.appendGolomb(0)  // the number of the picture's parameters
    bits.append(0, bits: 4)  // the frame's number
    bits.appendGolomb(second % 2)  // two such frames in a row must differ in this
    bits.append(0b00, bits: 2)
    bits.appendGolomb(0)  // the usual quantizer
    for row in 0..<SampleScene.rows {
      for column in 0..<SampleScene.columns {
        let isRed = SampleScene.isRed(column: column, row: row, second: second)
        bits.appendGolomb(25)  // a block whose samples are written down
        bits.align()
        let area = SampleScene.tile * SampleScene.tile
        bits.append(repeating: isRed ? 81 : 126, count: area)
        bits.append(repeating: isRed ? 90 : 128, count: area / 4)
        bits.append(repeating: isRed ? 240 : 128, count: area / 4)
      }
    }
    return unit(0x65, bits)
  }

  /// A unit of the stream: its kind, its bits and a final one. Two zeros followed by a byte up to
  /// three would look like the beginning of a unit, so a three goes between.
  private static func unit(_ kind: UInt8, _ content: BitWriter) -> Data {
    var content = content
    content.append(1, bits: 1)
    var unit = Data([kind])
    var zeros = 0
    for byte in content.bytes {
      if zeros >= 2, byte <= 3 {
        unit.append(3)
        zeros = 0
      }
      unit.append(byte)
      zeros = byte == 0 ? zeros + 1 : 0
    }
    return unit
  }
}
