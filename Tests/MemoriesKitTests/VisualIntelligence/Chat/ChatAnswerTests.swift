import Foundation
import MemoriesKit
import MemoriesKitTesting
import TestSupport
import XCTest

final class ChatAnswerTests: XCTestCase {
  private let question = VisualIntelligence.ChatAboutVideo([.user("What?")])

  private func ask(_ json: String, status: Int = 200) async throws -> VisualIntelligence.ChatAnswer
  {
    try await ObservedClient(.json(json, status: status)).client.send(question)
  }

  func testTheProvidersOwnForm() async throws {
    let body = try Fixture.data("answers/vu_chat_completions/1.json")
    let answer = try await ask(String(decoding: body, as: UTF8.self))
    XCTAssertEqual(answer.id, "resp_5810813e-99b9-427a-8736-23cf34573627")
    XCTAssertEqual(answer.model, "gemini:gemini-2.5-flash")
    XCTAssertEqual(answer.created, Date(timeIntervalSince1970: 1_767_093_284))
    XCTAssertEqual(answer.status, "completed")
    XCTAssertEqual(answer.text?.hasPrefix("This video demonstrates"), true)
    XCTAssertEqual(answer.choices.first?.index, 0)
    XCTAssertNil(answer.choices.first?.finishReason)
    XCTAssertEqual(answer.usage?.inputTokens, 16983)
    XCTAssertEqual(answer.usage?.outputTokens, 37)
    XCTAssertEqual(answer.usage?.totalTokens, 17020)
    XCTAssertEqual(answer.provider, "gemini")
    XCTAssertEqual(answer.providerModel, "gemini-2.5-flash")
    let kept = try JSONDecoder().decode(
      VisualIntelligence.ChatAnswer.self, from: JSONEncoder().encode(answer))
    XCTAssertEqual(kept.text, answer.text)
    XCTAssertEqual(kept.created, answer.created)
    XCTAssertEqual(kept.usage?.totalTokens, 17020)
  }

  func testTheFormOfOpenAI() async throws {
    let body = try Fixture.data("answers/iu_chat_completions/2.json")
    let answer = try await ask(String(decoding: body, as: UTF8.self))
    XCTAssertEqual(answer.text, #"{"title": "Image Title"}"#)
    XCTAssertEqual(answer.created, Date(timeIntervalSince1970: 1_677_652_288))
    XCTAssertEqual(answer.choices.first?.finishReason, "stop")
    XCTAssertEqual(answer.usage?.inputTokens, 447)
    XCTAssertEqual(answer.usage?.outputTokens, 112)
    XCTAssertNil(answer.status)
    XCTAssertNil(answer.choices.first?.refusal)
    let parts = try await ask(
      #"{"choices":[{"message":{"content":[{"type":"text","text":"a"},{"text":"b"}],"refusal":"no"}}]}"#
    )
    XCTAssertEqual(parts.text, "ab")
    XCTAssertEqual(parts.choices.first?.refusal, "no")
  }

  func testAnErrorUnder200IsOne() async throws {
    for (json, code, message) in [
      (
        #"{"status":"errored","error":{"code":"model_error","message":"no video"},"choices":[]}"#,
        "model_error", "no video"
      ),
      (
        #"{"code":400,"msg":"Model input cannot be empty","data":null}"#, "400",
        "Model input cannot be empty"
      ),
    ] {
      let error = try await thrownMemoriesError { try await self.ask(json) }
      XCTAssertEqual(error.kind, .refused, json)
      XCTAssertEqual(error.code, code)
      XCTAssertEqual(error.serverMessage, message)
    }
    let error = try await thrownMemoriesError { try await self.ask(#"{"id":"a"}"#) }
    XCTAssertEqual(error.kind, .unexpectedAnswer)
    XCTAssertEqual(error.outcome, .done)
  }

  // MARK: JSON in an answer

  private struct Scene: Decodable, Equatable {
    let title: String
    let peopleCount: Int?
  }

  private func scene(_ text: String) throws -> Scene {
    try VisualIntelligence.ChatAnswer(text).decode(as: Scene.self)
  }

  func testJSONIsTakenOutOfItsFence() throws {
    let json = #"{"title": "a```b", "people_count": "2"}"#
    let expected = Scene(title: "a```b", peopleCount: 2)
    for text in [
      json, " \n\(json)\n", "```json\n\(json)\n```", "```\n\(json)\n```",
      "```JSON \r\n\(json)\r\n```",
      "Here it is:\n\n  ```json\n\(json)\n  ```\nAnything else?", "```json\n\(json)",
      "````\n\(json)\n````", "```python\nprint()\n```\n```json\n\(json)\n```",
      "```json\n\(json)\n```\n```json\n{}\n```",
    ] {
      XCTAssertEqual(try scene(text), expected, text)
    }
  }

  func testWhatIsNoJSONIsPaidForAllTheSame() throws {
    for text in [
      "", "I cannot see it.", "```json\n{\"title\":\n```", "```swift\n{\"title\":\"a\"}\n```",
      #"{"name":"a"}"#,
    ] {
      XCTAssertThrowsError(try scene(text), text) { error in
        let error = error as? MemoriesError
        XCTAssertEqual(error?.kind, .unexpectedAnswer)
        XCTAssertEqual(error?.outcome, .done)
        XCTAssertEqual(error?.excerpt?.isEmpty, text.isEmpty)
      }
    }
  }

  func testPartsComeBackAsTheyWere() throws {
    for part in [
      VisualIntelligence.ChatPart.text("a"), .file(uri: "u", mimeType: "m"),
      .videoURL(URL(fileURLWithPath: "/a")), .imageURL(URL(fileURLWithPath: "/a")),
      .other(["type": "x", "y": [1, .null]]),
    ] {
      try assertSurvivesStorage(part)
    }
  }
}
