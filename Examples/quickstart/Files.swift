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

  /// The sample files: a red square that moves over grey for five seconds, and a picture of it.
  /// `Resources/ORIGIN.md` says where they come from.
  init() throws {
    video = try Self.sample("mp4")
    picture = try Self.sample("png")
    prompt = "the red square"
  }

  private static func sample(_ type: String) throws -> URL {
    guard let url = Bundle.module.url(forResource: "red-square", withExtension: type) else {
      throw ExitError(
        text: "the sample red-square.\(type) is missing beside the program", status: 66)
    }
    return url
  }
}
