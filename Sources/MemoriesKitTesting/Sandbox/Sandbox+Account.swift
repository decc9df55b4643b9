import Foundation

/// Methods with which a test reads and changes the account while the sandbox runs.
extension Sandbox {
  /// The numbers of all videos of Visual Search, in upload order.
  public var videoNos: [String] {
    engine.withService { $0.library.videos.map(\.videoNo) }
  }

  /// The identifiers of all assets of Visual Intelligence, in upload order.
  public var assetIDs: [String] {
    engine.withService { $0.library.assets.map(\.assetID) }
  }

  /// The balance in US dollars; nil means that it never runs out.
  public var balance: Double? {
    get { engine.withService { $0.balance } }
    set { engine.withService { $0.balance = newValue } }
  }

  /// The callbacks that the sandbox sent or tried to send, in the order in which they ended.
  public var callbacks: [Callback] {
    engine.state.withLock { $0.callbacks }
  }

  /// Sets a rate limit, or removes it.
  public func setRateLimit(_ limit: Settings.RateLimit?, for group: Settings.RouteGroup) {
    engine.withService { $0.rateLimits[group] = limit }
  }

  /// Adds a video to the default namespace of Visual Search, as if it had been uploaded and
  /// indexed.
  ///
  /// - Returns: The video's number.
  @discardableResult
  public func addVideo(_ content: Data, named fileName: String) -> String {
    let part = Part(
      name: "file", fileName: fileName, contentType: "video/mp4", headers: [:],
      byteCount: Int64(content.count), checksum: Self.checksum(content),
      content: StoredContent(.memory(content), byteCount: Int64(content.count)))
    let videoNo = engine.withService {
      $0.add(Video.Origin(part), scope: .standard, details: Video.Details()).videoNo
    }
    finishIndexing(of: videoNo, failing: false)
    return videoNo
  }

  /// Makes a folder of Visual Search, as if it had been created.
  ///
  /// - Returns: The folder's number.
  @discardableResult
  public func addFolder(named name: String) -> Int64 {
    engine.withService { $0.addFolder(named: name).folderID }
  }

  /// Ends the indexing of a video, the processing of an asset, or the download of an import, at once.
  ///
  /// - Parameters:
  ///   - identifier: A video's number, or the identifier of an asset or an import.
  ///   - failing: Whether it fails; nil leaves that to the settings.
  public func finishIndexing(of identifier: String, failing: Bool? = nil) {
    engine.withService { $0.finishIndexing(of: identifier, failing: failing) }
  }

  /// Deletes a video or an asset, as another user might.
  public func delete(_ identifier: String) {
    engine.withService {
      $0.library.videos.removeAll { $0.videoNo == identifier }
      $0.library.assets.removeAll { $0.assetID == identifier }
    }
  }
}
