import Foundation
import MemoriesKit

/// A job of Visual Intelligence, whose result is posted to the account's webhook.
struct Job {
  let taskID: String
  /// The `data` of the notice.
  let result: JSONValue
  var work: Indexing
  var isPosted = false
}

extension Service {
  /// The routes of the jobs. What a job brings is invented, but for what a test says of the asset. Of
  /// the members that the documentation does not show none is there.
  static let jobOperations: [Operation] = [
    job("/video/extract-frames", VisualIntelligence.ExtractFrames.self) { service, body in
      service.addPictures(of: try service.asset(in: body))
    },
    job("/video/clip", VisualIntelligence.FindScenes.self) { service, body in
      _ = try service.asset(in: body)
      return ["data": ["data": [["start_frame": 0, "end_frame": 29]]]]
    },
    job("/video/split", VisualIntelligence.SplitVideo.self) { service, body in
      let asset = try service.asset(in: body)
      return ["splits": [["asset_id": .string(asset.assetID)]]]
    },
    job("/video/edit", VisualIntelligence.EditVideo.self) { service, body in
      for assetID in try body.texts("asset_ids") ?? [] {
        _ = try service.asset(in: ["asset_id": .string(assetID)])
      }
      guard try !(body.text("user_prompt") ?? "").isEmpty,
        ["landscape", "portrait"].contains(try body.text("orientation"))
      else { throw Problem.exceeded }
      return [:]
    },
    job(
      "/transcriptions/async-generate-audio", VisualIntelligence.TranscribeAudioLater.self
    ) { service, body in
      let asset = try service.asset(in: body)
      return ["data": ["data": asset.spokenText(withSpeakers: body["speaker"]?.bool ?? false)]]
    },
    job(
      "/transcriptions/async-generate-speaker", VisualIntelligence.TellSpeakersLater.self
    ) { service, body in
      ["data": ["data": try service.asset(in: body).speakers, "usage_metadata": ["duration": 1]]]
    },
    job(
      "/transcriptions/async-generate-video", VisualIntelligence.DescribeFrames.self
    ) { service, body in
      let lines = try service.asset(in: body).description.captions ?? []
      return [
        "data": [
          "data": .array(
            lines.map { line in
              [
                "start_time": .double(line.start), "end_time": .double(line.end),
                "description": .string(line.text),
              ]
            })
        ]
      ]
    },
    job(
      "/transcriptions/async-generate-multi-speaker", VisualIntelligence.RecognizeSpeakers.self
    ) { service, body in
      _ = try service.asset(in: body)
      return [:]
    },
    job("/transcriptions/async-summary", VisualIntelligence.SummarizeVideo.self) { service, body in
      _ = try service.asset(in: body)
      return [:]
    },
    job("/{platform}/video/mai/transcript", VisualIntelligence.TranscribePost.self) { _, body in
      guard try !(body.text("video_url") ?? "").isEmpty else { throw Problem.exceeded }
      return [:]
    },
  ]

  private static func job(
    _ path: String, _ request: any MemoriesOperation.Type,
    _ result: @escaping @Sendable (inout Service, JSONValue) throws -> JSONValue
  ) -> Operation {
    Operation(.visualIntelligence("POST", path), .videoJob, request) { service, request in
      guard service.webhook != nil else {
        throw Problem.invalid("An async request requires at least one webhook.")
      }
      let result = try result(&service, request.json())
      try service.requireBalance()
      return service.begin(result)
    }
  }

  /// Begins a job. There is nothing to poll it with, so it is over at once, unless the settings name
  /// a time or leave it to the test.
  private mutating func begin(_ result: JSONValue) -> Sandbox.Answer {
    var rule = settings.indexing
    if case .afterPolls = rule { rule = .afterPolls(0) }
    let number = String(library.makeNumber(first: 0x84f9_43a8_0ff0_633e), radix: 16)
    let job = Job(
      taskID: "ec2449885ba84c4f" + number, result: result,
      work: Indexing(rule, fails: false, now: now))
    library.jobs.append(job)
    if case .after(let duration) = rule { expectCallback(after: duration) }
    return Sandbox.Product.visualIntelligence.success(["task_id": .string(job.taskID)])
  }

  /// Ends the jobs that are due. What the service posts for one that failed is not documented; this
  /// is invented.
  mutating func finishDueJobs() -> [Sandbox.Callback] {
    library.jobs.indices.compactMap { index in
      library.jobs[index].work.finishIfDue(at: now)
      let job = library.jobs[index]
      guard job.work.isFinished, !job.isPosted, let webhook else { return nil }
      library.jobs[index].isPosted = true
      let isSuccess = job.work.status == .succeeded
      let notice: JSONValue = [
        "code": isSuccess ? 200 : 500, "message": isSuccess ? "SUCCESS" : "FAILED",
        "data": isSuccess ? job.result : .null, "task_id": .string(job.taskID),
      ]
      return Sandbox.Callback(url: webhook, body: notice.text(), status: nil)
    }
  }

  /// Adds three pictures, which are none, and say so; and their collection, whose file is a zip of
  /// them.
  private mutating func addPictures(of asset: Asset) -> JSONValue {
    let number = library.makeNumber(first: 660_727_003_963_174_912)
    let content = Data("a picture, which the sandbox cannot take".utf8)
    let pictureIDs = (0..<3).map { "imc_\(number)_\($0)" }
    var archive = ZipArchive()
    for pictureID in pictureIDs {
      let name = "\(pictureID).jpg"
      archive.add(content, named: name)
      var picture = readyAsset(pictureID, content, named: name)
      picture.collection = "im_\(number)"
      library.assets.append(picture)
    }
    library.assets.append(
      readyAsset("im_\(number)", archive.data, named: "im_\(number).zip"))
    return [
      "asset_ch_ids": .array(pictureIDs.map(JSONValue.string)),
      "asset_id": .string("im_\(number)"),
    ]
  }
}
