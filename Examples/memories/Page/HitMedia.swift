import Foundation
import MemoriesKit
import Terminal

/// The pictures and videos of a page.
struct HitMedia {
  /// What to fetch.
  enum Wish: String, CaseIterable {
    case pictures, videos, all
  }

  /// A picture or a video.
  enum Medium {
    /// In the page, as a `data:` URL.
    case inside(HTML)
    /// In a file, by its path from the page.
    case beside(HTML)
    /// Nowhere, with the reason in words.
    case missing(String)

    /// What the page takes it from.
    var source: HTML? {
      switch self {
      case .inside(let url), .beside(let url): url
      case .missing: nil
      }
    }
  }

  private var media: [StoredFile: Medium] = [:]

  subscript(file: StoredFile?) -> Medium? {
    get { file.flatMap { media[$0] } }
    set { if let file { media[file] = newValue } }
  }

  /// The files that a wish names, each once, the small ones first.
  static func files(of hits: [Hit], _ wish: Wish) -> [(file: StoredFile, isPicture: Bool)] {
    let pictures = wish == .videos ? [] : hits.compactMap(\.picture).map { ($0, true) }
    let videos = wish == .pictures ? [] : hits.compactMap(\.video).map { ($0, false) }
    var seen: Set<StoredFile> = []
    return (pictures + videos).filter { seen.insert($0.0).inserted }
  }
}

extension HitMedia.Medium {
  /// A picture in the page.
  init(picture: Data, contentType: String? = nil) {
    guard let type = Self.pictureType(of: picture, contentType) else {
      self = .missing("it is of a kind that pages do not show")
      return
    }
    self = .inside(HTML(picture, type: type))
  }

  /// A video in the page.
  init(video: Data, type: String) {
    self = .inside(HTML(video, type: type))
  }

  private static func pictureType(of data: Data, _ contentType: String?) -> String? {
    let kinds: [(String, [UInt8])] = [
      ("image/png", [0x89, 0x50, 0x4E, 0x47]), ("image/jpeg", [0xFF, 0xD8, 0xFF]),
      ("image/gif", Array("GIF8".utf8)), ("image/bmp", Array("BM".utf8)),
    ]
    if let kind = kinds.first(where: { data.starts(with: $0.1) }) { return kind.0 }
    if data.starts(with: Array("RIFF".utf8)), data.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "image/webp"
    }
    return contentType.flatMap { $0.lowercased().hasPrefix("image/") ? $0 : nil }
  }
}

extension InputFile {
  /// The picture that was searched for.
  var medium: HitMedia.Medium {
    do {
      return HitMedia.Medium(picture: try Data(contentsOf: url))
    } catch {
      return .missing("\(error)")
    }
  }
}

extension HTML {
  /// The content as a URL.
  init(_ content: Data, type: String) {
    self = "data:\(type);base64,\(content.base64EncodedString())"
  }
}
