// Runs the main job from end to end: uploads a video, waits until it is searchable, finds the
// moments that look like a picture, and downloads the video with the best one.
//
//     swift run quickstart                          on a sandbox inside this program
//     MEMORIES_API_KEY=… swift run quickstart VIDEO PICTURE [PROMPT]

import Foundation
import MemoriesKit
import Terminal

func tour(_ context: TourContext) async throws {
  let client = context.client

  say("1. Upload \(context.video.lastPathComponent)")
  let receipt = try await showingProgress("uploading") { progress in
    try await client.send(VisualSearch.UploadVideo(file: context.video), progress: progress)
  }
  say("   The service took it in as \(receipt.videoNo).")

  say("2. Wait until it is searchable")
  for try await state in client.statesUntilSearchable(receipt.videoNo, options: context.waiting) {
    say("   Poll \(state.polls): \(state.value?.status?.rawValue ?? "not visible yet")")
  }

  say("3. Search for \(context.picture.lastPathComponent): “\(context.prompt)”")
  let clips = try await client.send(
    VisualSearch.SearchClipsByImage(
      image: .file(context.picture), in: receipt.videoNo, prompt: context.prompt))
  for clip in clips {
    say("   \(seconds(clip.startTime)) to \(seconds(clip.endTime)), score \(clip.score ?? 0)")
  }
  guard let location = clips.lazy.compactMap(\.video).first else {
    say("   There is no such moment, or its video is not stored.")
    return
  }

  say("4. Download the video of the best clip")
  let saved = try await showingProgress("downloading") { progress in
    try await client.download(
      VisualSearch.DownloadResource(at: location), to: .directory(context.downloads),
      progress: progress)
  }
  say("   Saved \(Readable.bytes(saved.byteCount)) as \(saved.url.path).")
}

func seconds(_ time: Double?) -> String {
  time.map { "\($0) s" } ?? "?"
}

await runProgram {
  try await TourContext.run(tour)
}
