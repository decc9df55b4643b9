import Foundation
import MemoriesKit
import TestSupport
import XCTest

// Invariants: where a stream is cut into pieces changes nothing, every event has data, and a reader
// of whole lines, written another way, finds the same events.
final class ServerSentEventFuzzTests: XCTestCase {
  private let streams = [
    "event: started\ndata: {\"a\":1}\n\n: comment\n\ndata: b\ndata: c\nid: 7\n\n",
    "\u{FEFF}data: x\r\n\r\nevent:y\rdata:\r\r\ndata:  z\n\nretry: 5\ndata\n\n",
    "event: complete\ndata: {\"answer\":\"é\u{1F600}\"}\n\ndata: cut",
  ]

  func testWhereAStreamIsCutChangesNothing() throws {
    let words = ["data:", "event:", "id:", "\r\n", "\n\n", "\r", ":", "\0", "\u{FEFF}", " "]
    var eventCount = 0
    try FuzzRun("server-sent events", cases: 2000).check { generator in
      let bytes = generator.mutated(Array(generator.pick(streams).utf8), words: words)
      var whole = ServerSentEventParser()
      let expected = whole.events(in: Data(bytes))
      eventCount += expected.count
      var parser = ServerSentEventParser()
      var (events, rest): ([ServerSentEvent], ArraySlice<UInt8>) = ([], bytes[...])
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...4, using: &generator))
        rest = rest.dropFirst(piece.count)
        events += parser.events(in: Data(piece))
      }
      try require(events == expected, "in pieces there are \(events), else \(expected)")
      try require(expected == Self.reference(bytes), "not as by lines: \(expected)")
    }
    XCTAssertGreaterThan(eventCount, 500, "hardly any stream had an event")
  }

  /// The rules of the standard, line by line over the whole stream.
  private static func reference(_ bytes: [UInt8]) -> [ServerSentEvent] {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var (events, name, data, id): ([ServerSentEvent], String, [String], String?) = ([], "", [], nil)
    while let end = bytes.firstIndex(where: { $0 == 10 || $0 == 13 }) {
      let line = bytes[..<end]
      let isPair = bytes[end] == 13 && bytes[(end + 1)...].first == 10
      bytes = bytes[(end + (isPair ? 2 : 1))...]
      if line.isEmpty {
        if !data.isEmpty {
          events.append(
            ServerSentEvent(
              name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"), id: id))
        }
        (name, data) = ("", [])
        continue
      }
      let colon = line.firstIndex(of: 58) ?? line.endIndex
      var value = line[colon...].dropFirst()
      if value.first == 32 { value = value.dropFirst() }
      let text = String(decoding: value, as: UTF8.self)
      switch Array(line[..<colon]) {
      case Array("event".utf8): name = text
      case Array("data".utf8): data.append(text)
      case Array("id".utf8) where !value.contains(0): id = text
      default: break
      }
    }
    return events
  }
}
