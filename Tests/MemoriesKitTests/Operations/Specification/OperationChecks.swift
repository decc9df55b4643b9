import Foundation
import MemoriesKit
import MemoriesKitTesting
import XCTest

/// The checks that each row of the table goes through, with its type hidden.
protocol OperationChecks: Sendable {
  var traits: OperationTraits { get }
  var documented: [RecordedAnswers] { get }
  var bodies: [DocumentedBody] { get }
  /// The requests that the examples make.
  var requests: [MemoriesRequest] { get throws }

  func checkTraits()
  func checkThatEveryPropertyHasItsExample()
  func checkWhatIsSent() async throws
  func checkFileNames() async throws
  func checkLimits() async throws
  func checkDocumentedAnswers() async throws
  func checkDocumentedBodies() async throws
  func checkStorage() throws
}

extension OperationSpecification: OperationChecks {
  var requests: [MemoriesRequest] {
    get throws { try examples.map { try $0.request.request() } }
  }

  func checkTraits() {
    XCTAssertEqual(Request.traits, traits)
    let name = String(reflecting: Request.self).split(separator: ".").dropFirst()
    XCTAssertEqual(traits.name, name.joined(separator: "."))
  }

  /// A property that no example sets could be forgotten on the wire; one that all set could be sent
  /// unasked.
  func checkThatEveryPropertyHasItsExample() {
    var (set, unset): (Set<String>, Set<String>) = ([], [])
    var (optional, required): (Set<String>, Set<String>) = ([], [])
    for (index, example) in examples.enumerated() {
      for (label, value) in Mirror(reflecting: example.request).children {
        let (label, mirror) = (label ?? "", Mirror(reflecting: value))
        if index == 0, mirror.displayStyle == .collection, !mirror.children.isEmpty {
          // The least that can be sent has elements, so it must have some.
          required.insert(label)
        }
        let mayBeMissing =
          mirror.displayStyle == .optional
          || mirror.displayStyle == .collection && !required.contains(label)
        if mayBeMissing { optional.insert(label) }
        if mayBeMissing && mirror.children.isEmpty {
          unset.insert(label)
        } else {
          set.insert(label)
        }
      }
    }
    XCTAssertEqual(unset.subtracting(set), [], "\(traits.name): no example has these")
    XCTAssertEqual(optional.subtracting(unset), [], "\(traits.name): every example has these")
  }

  func checkWhatIsSent() async throws {
    let isDownload = Request.self is any DownloadOperation.Type
    for example in examples {
      let (file, line) = (example.place.file, example.place.line)
      XCTAssertEqual(example.request.problems(), [], file: file, line: line)
      let observed = try ObservedClient(isDownload ? .file : .agreed())
      // What is made of this answer is checked elsewhere.
      try? await observed.client.call(example.request)
      let sent = try observed.onlyRequest(file: file, line: line)
      try example.sent.assertIs(sent, at: example.place)
      sent.assertIsWellFormed(
        accepts: isDownload
          ? "*/*"
          : Request.self is any EventOperation.Type ? "text/event-stream" : "application/json",
        carriesKey: example.sent.carriesKey,
        file: file, line: line)
      if isDownload {
        // A file that is packed on the way would have another length than the service says.
        XCTAssertEqual(sent.headers["Accept-Encoding"], "identity", file: file, line: line)
      }
    }
  }

  func checkFileNames() async throws {
    for example in examples {
      guard let request = example.request as? any DownloadOperation else { return }
      guard let name = example.fileName else { continue }
      let (file, line) = (example.place.file, example.place.line)
      XCTAssertEqual(request.fallbackFileName, name, file: file, line: line)
      let observed = try ObservedClient(.file)
      try await observed.client.call(request) { saved, directory in
        // The answer is a film; a name without an extension gets one.
        let name = name.contains(".") ? name : name + ".mp4"
        XCTAssertEqual(saved.url.lastPathComponent, name, file: file, line: line)
        XCTAssertEqual(saved.byteCount, 4, file: file, line: line)
        XCTAssertEqual(saved.contentType, "video/mp4", file: file, line: line)
        XCTAssertEqual(try Data(contentsOf: saved.url), Data("file".utf8), file: file, line: line)
        XCTAssertEqual(try directory.names(), [name], file: file, line: line)
      }
    }
  }

  /// What limits leave of the first example.
  private var changed: [(request: Request, limit: Limit)] {
    examples.prefix(1).flatMap { example in
      limits.map { limit in
        var request = example.request
        limit.change(&request)
        return (request, limit)
      }
    }
  }

  func checkLimits() async throws {
    for (request, limit) in changed {
      let (file, line) = (limit.place.file, limit.place.line)
      XCTAssertEqual(
        request.problems().map(\.field), limit.fields, "\(request)", file: file, line: line)
      if !limit.fields.isEmpty { try await checkThatNothingIsSent(of: request, at: limit.place) }
    }
  }

  private func checkThatNothingIsSent(of request: Request, at place: SourcePlace) async throws {
    let (file, line) = (place.file, place.line)
    let observed = try ObservedClient(.agreed())
    let error = try await memoriesError(file: file, line: line) {
      try await observed.client.call(request)
    }
    XCTAssertEqual(error.kind, .invalidRequest, file: file, line: line)
    XCTAssertEqual(error.outcome, .notSent, file: file, line: line)
    XCTAssertEqual(error.attempts, 0, file: file, line: line)
    XCTAssertEqual(error.operation, traits.name, file: file, line: line)
    XCTAssertEqual(error.problems, request.problems(), file: file, line: line)
    for problem in error.problems {
      XCTAssertTrue(error.description.contains(problem.reason), file: file, line: line)
    }
    XCTAssertEqual(observed.replay.requests, [], file: file, line: line)
    XCTAssertEqual(observed.events.map(\.kind), [.callStarted, .callEnded], file: file, line: line)
    let end = observed.events.last
    XCTAssertEqual(end?.operation, traits.name, file: file, line: line)
    XCTAssertEqual(end?.error, error, file: file, line: line)
    XCTAssertEqual(end?.attempts, 0, file: file, line: line)
  }

  func checkDocumentedAnswers() async throws {
    for answers in documented {
      let observed = try ObservedClient(har: answers.fixture)
      for exchange in answers.exchanges { try await exchange.check(observed) }
      try observed.replay.finish()
    }
  }

  func checkDocumentedBodies() async throws {
    let request = try XCTUnwrap(examples.first?.request)
    for body in bodies { try await body.check(request, at: place) }
  }

  func checkStorage() throws {
    for example in examples {
      try assertSurvivesStorage(
        example.request, file: example.place.file, line: example.place.line)
    }
    // Whatever can be written has to come back; what is no number cannot be.
    for (request, limit) in changed where (try? JSONEncoder().encode(request)) != nil {
      try assertSurvivesStorage(request, file: limit.place.file, line: limit.place.line)
    }
  }
}
