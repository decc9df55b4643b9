import Foundation
import Terminal

/// The video to upload and the picture to search for.
struct Files {
  let video: URL
  let picture: URL
  let prompt: String

  /// The files from the command line; nil when there are no arguments.
  init?(arguments: some Collection<String>) throws {
    guard !arguments.isEmpty else { return nil }
    guard (2...3).contains(arguments.count), !arguments.contains(where: { $0.hasPrefix("-") })
    else { throw ExitError.usage }
    let urls = arguments.prefix(2).map { URL(fileURLWithPath: $0) }
    // The upload is billed, so check the picture before it.
    for url in urls where !FileManager.default.isReadableFile(atPath: url.path) {
      throw ExitError.missing(url)
    }
    video = urls[0]
    picture = urls[1]
    prompt = arguments.count == 3 ? Array(arguments)[2] : "moments that look like the picture"
  }

  /// Makes a small movie and a picture from it in a folder.
  init(madeIn folder: URL) throws {
    video = folder.appendingPathComponent("red-square.mp4")
    picture = folder.appendingPathComponent("red-square.png")
    prompt = "the red square"
    try SampleMovie.data.write(to: video)
    try SamplePicture.data.write(to: picture)
  }
}
