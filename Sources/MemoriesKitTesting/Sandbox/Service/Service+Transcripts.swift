import MemoriesKit

extension Service {
  /// What a test says is heard or seen in a video; null where it says nothing, and before indexing.
  mutating func transcript(
    _ request: Sandbox.Request, of lines: KeyPath<Video.Description, [Sandbox.Line]?>
  ) throws -> Sandbox.Answer {
    let videoNo = try request.requiredText("video_no")
    try requireBalance()
    guard let index = index(of: videoNo, in: try request.queryScope()),
      library.videos[index].indexing.status == .succeeded,
      let lines = library.videos[index].description[keyPath: lines]
    else { return Sandbox.Product.visualSearch.success(.null) }
    let video = library.videos[index]
    var data = Members()
    data["videoNo"] = .string(videoNo)
    data["transcriptions"] = .array(
      lines.enumerated().map { index, line in
        [
          "index": .int(index), "content": .string(line.text),
          "startTime": .string(Video.time(line.start)), "endTime": .string(Video.time(line.end)),
        ]
      })
    data["createTime"] = .string(String(video.uploadedAt))
    data.add(video.location, "video_")
    return Sandbox.Product.visualSearch.success(.object(data.list))
  }

  /// An invented answer that says so.
  mutating func chat(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let body = try request.json()
    guard let prompt = try body.text("prompt"), !prompt.isEmpty else {
      throw Problem.invalid("prompt cannot be null or empty")
    }
    guard let videoNos = try body.texts("video_nos"), !videoNos.isEmpty else {
      throw Problem.invalid("video_nos cannot be null or empty")
    }
    let known = videoNos.filter { videoNo in
      index(of: videoNo, in: nil).map { library.videos[$0].indexing.status == .succeeded } ?? false
    }
    guard known.count == videoNos.count else { throw Problem.invalid("video not found") }
    let session = try body.text("session_id")
    try requireBalance()
    return Sandbox.Product.visualSearch.success([
      "role": "ASSISTANT",
      "content": .string(
        "The sandbox cannot watch videos. You asked about \(known.count): \(prompt)"),
      "sessionId": .string(
        session ?? String(library.makeNumber(first: 606_122_521_190_244_352))),
    ])
  }
}
