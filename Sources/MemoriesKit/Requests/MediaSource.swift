import Foundation

/// The source of an upload: a file that is read while it is sent, or bytes in memory.
public enum MediaSource: Sendable, Hashable {
  /// A local file. Each attempt opens it anew, once its turn has come. It must not change from the
  /// beginning of the call until it is sent.
  ///
  /// The client detects a change by size, inode and modification time before the last bytes leave,
  /// so that the request never completes. It does not detect a file that is written in place and
  /// gets its old time back, or that is written twice within one tick of that time. Then the
  /// request may mix old and new content.
  ///
  /// On Apple's systems a file that the user has picked must stay accessible until the call ends:
  /// call `startAccessingSecurityScopedResource()` before, and its counterpart afterwards.
  case file(URL)
  /// Bytes in memory, with the file name that the server gets.
  case data(Data, fileName: String)

  /// The file name that the server gets. From its extension the server derives the type.
  public var fileName: String {
    switch self {
    case .file(let url): url.lastPathComponent
    case .data(_, let fileName): fileName
    }
  }

  /// The current size, for checks of limits before anything is sent.
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
  // Written by hand: the compiler encodes an unlabelled value as `{"_0": …}`, and these values
  // outlive the process in queues of users.
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
