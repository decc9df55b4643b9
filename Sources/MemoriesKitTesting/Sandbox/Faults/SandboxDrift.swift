import Foundation
import MemoriesKit

extension Sandbox {
  /// A way in which the JSON of the service differs from its documentation, or might one day.
  public enum Drift: Sendable, Hashable, CaseIterable {
    /// Numbers in `data` become text.
    case numbersAsText
    /// The envelope's code changes from text to a number, or from a number to text.
    case codeOfOtherType
    /// Null in `data` becomes the text `"null"`, and so does the missing `cause` of a status.
    case nullAsText
    /// Names in `data` change between camelCase and snake_case.
    case otherCasing
    /// Every status becomes an unknown word.
    case unknownStatus
    /// The envelope has no `success` and no `failed`.
    case withoutSuccess
    /// The envelope has `message` instead of `msg`.
    case messageInsteadOfMsg

    /// The names of statuses in both casings, because `otherCasing` may have been applied before.
    private static let statusNames: Set<String> = {
      let names = ["status", "videoStatus", "upload_status"]
      return Set(names + names.map(\.inOtherCasing))
    }()

    func applied(to envelope: JSONValue) -> JSONValue {
      switch self {
      case .numbersAsText:
        envelope.mappingData { json in
          if case .number(let number) = json { .string(number.text) } else { json }
        }
      case .codeOfOtherType:
        envelope.mappingMembers { member in
          guard member.name == "code" else { return member }
          return JSONValue.Member(name: "code", value: member.value.ofOtherType)
        }
      case .nullAsText:
        envelope.mappingData { json in
          if json == .null { return "null" }
          guard case .object(let object) = json, json[exactly: "status"] != nil,
            json[exactly: "cause"] == nil
          else {
            return json
          }
          return .object(object.members + [JSONValue.Member(name: "cause", value: "null")])
        }
      case .otherCasing:
        envelope.mappingData { json in
          json.mappingMembers {
            JSONValue.Member(name: $0.name.inOtherCasing, value: $0.value)
          }
        }
      case .unknownStatus:
        envelope.mappingData { json in
          json.mappingMembers {
            guard Self.statusNames.contains($0.name) else { return $0 }
            return JSONValue.Member(name: $0.name, value: "UNHEARD_OF")
          }
        }
      case .withoutSuccess:
        envelope.mappingMembers { ["success", "failed"].contains($0.name) ? nil : $0 }
      case .messageInsteadOfMsg:
        envelope.mappingMembers {
          $0.name == "msg" ? JSONValue.Member(name: "message", value: $0.value) : $0
        }
      }
    }
  }
}

extension JSONValue {
  /// An object with its members changed or removed; any other value as it is.
  fileprivate func mappingMembers(_ change: (Member) -> Member?) -> JSONValue {
    guard case .object(let object) = self else { return self }
    return .object(object.members.compactMap(change))
  }

  /// An envelope with every value in its `data` changed, inner values first.
  fileprivate func mappingData(_ change: (JSONValue) -> JSONValue) -> JSONValue {
    mappingMembers { member in
      guard member.name == "data" else { return member }
      return Member(name: member.name, value: member.value.mapping(change))
    }
  }

  private func mapping(_ change: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .object:
      change(mappingMembers { Member(name: $0.name, value: $0.value.mapping(change)) })
    case .array(let items):
      change(.array(items.map { $0.mapping(change) }))
    default:
      change(self)
    }
  }

  fileprivate var ofOtherType: JSONValue {
    switch self {
    case .string(let text): Int(text).map { .int($0) } ?? self
    case .number(let number): .string(number.text)
    default: self
    }
  }
}

extension String {
  fileprivate var inOtherCasing: String {
    if contains("_") {
      let words = split(separator: "_")
      return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }
    return reduce(into: "") { result, letter in
      result += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }
}
