import Foundation

/// What an upload is made of: a file on disk, read as it is sent, or bytes in memory.
public enum MediaSource: Sendable, Hashable {
  /// A local file. It is opened anew for each attempt, once its turn has come, and must not change
  /// from the beginning of the call until it is sent.
  ///
  /// A change is noticed by the file's size, its inode and its time of modification, before the last
  /// bytes go out, so that the request never completes. Not noticed is a file that is written to in
  /// place and has its time put back, or is written to twice within one tick of that time: what goes
  /// out then may be partly the old content and partly the new.
  case file(URL)
  /// Bytes in memory, and the file name that the server is told.
  case data(Data, fileName: String)

  /// The name that the server is told; its extension decides what the server takes the bytes for.
  public var fileName: String {
    switch self {
    case .file(let url): url.lastPathComponent
    case .data(_, let fileName): fileName
    }
  }

  /// How many bytes there are now, for checks against limits before anything is sent.
  func byteCount() throws(FileFailure) -> Int64 {
    switch self {
    case .data(let data, _):
      return Int64(data.count)
    case .file(let url):
      return Int64(try stat(ofFile: url.localPath()).st_size)
    }
  }
}

extension MediaSource: Codable {
  // Written by hand, because what the compiler makes of an unlabelled value is `{"_0": …}`, and
  // these values outlive a process in the queues of those who store them.
  private enum CodingKeys: CodingKey {
    case file, data, fileName
  }

  /// Decodes `{"file": url}` or `{"data": base64, "fileName": name}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let url = try container.decodeIfPresent(URL.self, forKey: .file) {
      self = .file(url)
    } else {
      self = .data(
        try container.decode(Data.self, forKey: .data),
        fileName: try container.decode(String.self, forKey: .fileName))
    }
  }

  /// Encodes `{"file": url}` or `{"data": base64, "fileName": name}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .file(let url):
      try container.encode(url.absoluteURL, forKey: .file)
    case .data(let data, let fileName):
      try container.encode(data, forKey: .data)
      try container.encode(fileName, forKey: .fileName)
    }
  }
}
