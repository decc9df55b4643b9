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

  /// The account's webhook, to which the results of jobs are posted; nil if there is none. It must be
  /// on this machine.
  public var webhook: String? {
    get { engine.withService { $0.webhook } }
    set { engine.withService { $0.webhook = newValue } }
  }

  /// The names of all jobs of Visual Intelligence, in the order of their requests.
  public var taskIDs: [String] {
    engine.withService { $0.library.jobs.map(\.taskID) }
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
    let part = Part(content, named: fileName, contentType: "video/mp4")
    let videoNo = engine.withService {
      $0.add(Video.Origin(part), scope: .standard, details: Video.Details()).videoNo
    }
    finishIndexing(of: videoNo, failing: false)
    return videoNo
  }

  /// Adds an asset that is ready, as if it had been uploaded before.
  ///
  /// - Returns: The asset's identifier.
  @discardableResult
  public func addAsset(_ content: Data, named fileName: String) -> String {
    engine.withService { $0.addReadyAsset(content, named: fileName) }
  }

  /// Makes a folder of Visual Search, as if it had been created.
  ///
  /// - Returns: The folder's number.
  @discardableResult
  public func addFolder(named name: String) -> Int64 {
    engine.withService { $0.addFolder(named: name).folderID }
  }

  /// Ends the indexing of a video, the processing of an asset, the download of an import, or a job,
  /// at once.
  ///
  /// - Parameters:
  ///   - identifier: A video's number, or the identifier of an asset, an import or a job.
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
