import Foundation

/// A small complete MP4 file: one H.264 track with one frame a second.
enum SampleMovie {
  /// The file.
  static let data: Data = {
    let frames = (0..<SampleScene.seconds).map { second -> Data in
      let frame = SampleFrames.frame(second: second)
      return bytes { $0.append(frame.count, byteCount: 4) } + frame
    }
    let type = box("ftyp", Data("isom".utf8), number(0x200), Data("isomiso2avc1mp41".utf8))
    // The description of the track contains the offset of the frames, which depends on its own
    // length.
    let length = type.count + movie(frames, at: 0).count
    return type + movie(frames, at: length + 8) + box("mdat", frames.reduce(Data(), +))
  }()

  private static let timescale = 1000
  private static let duration = SampleScene.seconds * timescale
  private static let width = SampleScene.columns * SampleScene.tile
  private static let height = SampleScene.rows * SampleScene.tile

  private static func movie(_ frames: [Data], at offset: Int) -> Data {
    let header = bytes { header in
      for value in [0, 0, 0, timescale, duration, 0x10000] { header.append(value, byteCount: 4) }
      header.append(0x100, byteCount: 2)
      header.append(Data(count: 10))
      header.append(identityMatrix)
      header.append(Data(count: 24))
      header.append(2, byteCount: 4)
    }
    let track = bytes { header in
      for value in [7, 0, 0, 1, 0, duration, 0, 0, 0, 0] { header.append(value, byteCount: 4) }
      header.append(identityMatrix)
      header.append(width << 16, byteCount: 4)
      header.append(height << 16, byteCount: 4)
    }
    return box("moov", box("mvhd", header), box("trak", box("tkhd", track), media(frames, offset)))
  }

  private static func media(_ frames: [Data], _ offset: Int) -> Data {
    let undefinedLanguage = 0x55C4
    let header = bytes { header in
      for value in [0, 0, 0, timescale, duration] { header.append(value, byteCount: 4) }
      header.append(undefinedLanguage << 16, byteCount: 4)
    }
    let handler = number(0) + number(0) + Data("vide".utf8) + Data(count: 12) + Data("Video\0".utf8)
    let sameFile = box("dinf", box("dref", number(0), number(1), box("url ", number(1))))
    return box(
      "mdia", box("mdhd", header), box("hdlr", handler),
      box("minf", box("vmhd", number(1) + Data(count: 8)), sameFile, table(frames, offset)))
  }

  /// The table of the frames: offset, duration and codec.
  private static func table(_ frames: [Data], _ offset: Int) -> Data {
    let numbers = { (values: [Int]) in values.map(number).reduce(Data(), +) }
    return box(
      "stbl",
      box("stsd", number(0), number(1), codec),
      box("stts", numbers([0, 1, frames.count, timescale])),
      box("stsc", numbers([0, 1, 1, frames.count, 1])),
      box("stsz", numbers([0, 0, frames.count] + frames.map(\.count))),
      box("stco", numbers([0, 1, offset])))
  }

  private static var codec: Data {
    let (sequence, picture) = (SampleFrames.sequenceParameters, SampleFrames.pictureParameters)
    let configuration = bytes { configuration in
      configuration.append(1, byteCount: 1)
      configuration.append(sequence[1...3])
      configuration.append(contentsOf: [0xFF, 0xE1])  // lengths of four bytes, one sequence set
      configuration.append(sequence.count, byteCount: 2)
      configuration.append(sequence)
      configuration.append(1, byteCount: 1)
      configuration.append(picture.count, byteCount: 2)
      configuration.append(picture)
    }
    let entry = bytes { entry in
      entry.append(1, byteCount: 8)
      entry.append(Data(count: 16))
      entry.append(width, byteCount: 2)
      entry.append(height, byteCount: 2)
      for value in [72 << 16, 72 << 16, 0] { entry.append(value, byteCount: 4) }
      entry.append(1, byteCount: 2)
      entry.append(Data(count: 32))
      entry.append(contentsOf: [0, 24, 0xFF, 0xFF])
    }
    return box("avc1", entry, box("avcC", configuration))
  }

  private static var identityMatrix: Data {
    [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x4000_0000].map(number).reduce(Data(), +)
  }

  private static func box(_ name: String, _ contents: Data...) -> Data {
    let content = contents.reduce(Data(), +)
    return number(content.count + 8) + Data(name.utf8) + content
  }

  private static func number(_ value: Int) -> Data { bytes { $0.append(value, byteCount: 4) } }

  private static func bytes(_ write: (inout Data) -> Void) -> Data {
    var data = Data()
    write(&data)
    return data
  }
}
