import Foundation
import MemoriesKit
import MemoriesKitTesting
import Terminal

/// The loop from the upload with a callback to the answer that the callback is true.
struct Tour {
  let sandbox: Sandbox
  let client: MemoriesClient
  /// Where callbacks are to go.
  let url: URL
  let callbacks: AsyncStream<VisualSearch.Callback>

  /// Runs it beside a sandbox that ends no work before it is told to.
  static func run() async throws {
    var settings = Sandbox.Settings()
    settings.indexing = .onRequest
    let sandbox = try await Sandbox.start(settings)
    do {
      let client = try MemoriesClient(
        apiKey: APIKey(sandbox.apiKey), configuration: .sandbox(sandbox))
      let token = CallbackToken.random()
      try await withReceiver(for: token, timeLimit: .seconds(60)) { url, callbacks in
        try await Tour(sandbox: sandbox, client: client, url: url, callbacks: callbacks).follow()
      }
    } catch {
      await sandbox.stop()
      throw error
    }
    await sandbox.stop()
  }

  private func follow() async throws {
    print("Using a sandbox inside this program. Nothing leaves this machine.")
    // Whoever reads the token can post as if they were the service.
    say("1. Listen at \(Stranger.guess(url))?token=…")
    let videoNo = try await upload()
    try await refuseAStranger(videoNo)
    try await seeThroughAForgery(videoNo)

    say("5. The service ends the indexing")
    sandbox.finishIndexing(of: videoNo.rawValue)
    try await expectConfirmation()

    try await importPost()
    say("All callbacks that are true were confirmed, and no others.")
  }

  private func upload() async throws -> VisualSearch.VideoNo {
    say("2. Upload visit.mp4 with this URL as its callback")
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("webhook-receiver-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("visit.mp4")
    try Data("A film of a visit.".utf8).write(to: file)

    var upload = VisualSearch.UploadVideo(file: file)
    upload.callback = url
    let videoNo = try await client.send(upload).videoNo
    say("   The service took it in as \(videoNo).")
    return videoNo
  }

  private func refuseAStranger(_ videoNo: VisualSearch.VideoNo) async throws {
    say("3. A stranger who does not know the token posts that it is indexed")
    let status = try await Stranger.post(forgery(of: videoNo), to: Stranger.guess(url))
    say("   The receiver answers \(status).")
    guard status == 403 else { throw ExitError(text: "the stranger was not refused", status: 1) }
  }

  private func seeThroughAForgery(_ videoNo: VisualSearch.VideoNo) async throws {
    say("4. Somebody who has seen the token in a log posts the same")
    let status = try await Stranger.post(forgery(of: videoNo), to: url)
    say("   The receiver answers \(status).")
    guard case .contradicted = try await confirmNext() else {
      throw ExitError(text: "a forged callback was confirmed", status: 1)
    }
  }

  private func importPost() async throws {
    say("6. Import a post with the same callback")
    guard let post = URL(string: "https://www.tiktok.com/@museum/video/7301234567890123456") else {
      return
    }
    var request = VisualSearch.ImportPosts([post])
    request.callback = url
    let task = try await client.send(request).id
    say("   The service took it in as task \(task).")

    say("7. The service ends the import, which indexes nothing yet")
    sandbox.finishIndexing(of: task.rawValue)
    for video in try await expectConfirmation() {
      say("8. The service ends the indexing of \(video.videoNo)")
      sandbox.finishIndexing(of: video.videoNo.rawValue)
      try await expectConfirmation()
    }
  }

  /// What the service would post, in the words of somebody else.
  private func forgery(of videoNo: VisualSearch.VideoNo) -> String {
    #"{"videoNo": "\#(videoNo)", "status": "PARSE"}"#
  }

  @discardableResult
  private func expectConfirmation() async throws -> [VisualSearch.VideoMetadata] {
    guard case .confirmed(let videos) = try await confirmNext() else {
      throw ExitError(text: "the service's own callback was not confirmed", status: 1)
    }
    return videos
  }

  /// Takes the next callback, and asks the service about it.
  private func confirmNext() async throws -> VisualSearch.Callback.Confirmation {
    guard let callback = await callbacks.first(where: { _ in true }) else {
      throw ExitError(text: "no callback has come", status: 1)
    }
    let subject = callback.videoNo?.rawValue ?? callback.taskID.map { "task \($0)" } ?? "nothing"
    say("   A callback: \(subject) is \(callback.status?.rawValue ?? "there").")
    let confirmation = try await client.confirm(callback)
    say("   Asked, the service says: \(words(for: confirmation)).")
    return confirmation
  }

  private func words(for confirmation: VisualSearch.Callback.Confirmation) -> String {
    func list(_ videos: [VisualSearch.VideoMetadata]) -> String {
      videos.map { "\($0.videoNo) is \($0.status?.rawValue ?? "there")" }.joined(separator: ", ")
    }
    return switch confirmation {
    case .confirmed(let videos): "true, \(list(videos))"
    case .contradicted(let videos): "not true, \(list(videos))"
    case .unknown: "it knows nothing of it"
    }
  }
}
