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
    // Often enough that what a process does only once does not count; less only when asked for.
    let repetitions = min(60, workshop.options.calls)
    let trials = try workshop.compare([
      Contender("MemoriesKit", DecodeWithMemoriesKit(answer: answer, repetitions: repetitions)),
      Contender(
        "JSONDecoder, plain structs", DecodeWithFoundation(answer: answer, repetitions: repetitions)
      ),
    ])
    let speed = Quantity("MB/s", digits: 1) { run, _ in
      Figure(try run.answer([Double].self)).median
    }
    var table = try Table(title, trials, [speed, .peak])
    table.compare("MB/s", with: "JSONDecoder, plain structs", as: "to JSONDecoder")
    return table
  }
}
