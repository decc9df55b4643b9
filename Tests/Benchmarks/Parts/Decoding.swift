import Foundation

/// How fast answers are read.
struct Decoding {
  let workshop: Workshop

  func tables() throws -> [Table] {
    try [
      table(.clips, "Reading a search answer of \(LargeAnswer.clips.count) clips"),
      table(.videos, "Reading a list of \(LargeAnswer.videos.count) videos"),
    ]
  }

  private func table(_ answer: LargeAnswer, _ title: String) throws -> Table {
    let trials = try workshop.compare([
      Contender("MemoriesKit", DecodeWithMemoriesKit(answer: answer)),
      Contender("JSONDecoder, plain structs", DecodeWithFoundation(answer: answer)),
    ])
    let speed = Quantity("MB/s", digits: 1) { run, _ in
      Figure(try run.answer([Double].self)).median
    }
    var table = try Table(title, trials, [speed, .peak])
    table.compare("MB/s", with: "JSONDecoder, plain structs", as: "to JSONDecoder")
    return table
  }
}
