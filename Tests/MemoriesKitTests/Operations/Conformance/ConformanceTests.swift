import Foundation
import MemoriesKit
import XCTest

/// Every request of Visual Search against what the provider's OpenAPI file says of it.
final class ConformanceTests: XCTestCase {
  /// What a request sends, by name, as the texts of its values.
  private struct Sent {
    let name: String
    let encoding: ProviderEndpoint.Encoding
    var values: [String: [Any]] = [:]

    init(_ request: MemoriesRequest) throws {
      name = "\(request.method.rawValue) \(request.path.joined(separator: "/"))"
      for field in request.query { values[field.name, default: []].append(field.value) }
      switch request.body {
      case .none: encoding = .query
      case .json(let data):
        let json = try JSONSerialization.jsonObject(with: data)
        if let members = json as? [String: Any] {
          encoding = .json
          for (name, value) in members { values[name, default: []].append(value) }
        } else {
          encoding = .bareList
          values["", default: []].append(json)
        }
      case .form(let fields):
        encoding = .form
        for field in fields { values[field.name, default: []].append(field.value) }
      case .multipart(let parts):
        encoding = .multipart
        for part in parts {
          switch part.content {
          case .text(let text, _): values[part.name, default: []].append(text)
          case .media(let source, _, _): values[part.name, default: []].append(source)
          }
        }
      case .bytes, .file:
        encoding = .query
        XCTFail("\(name) has a body that no endpoint takes")
      }
    }
  }

  private func sent() throws -> [Sent] {
    try OperationTable.rows.filter { $0.traits.name.hasPrefix("VisualSearch.") }
      .flatMap { try $0.requests.map(Sent.init) }
  }

  private let endpoints = Dictionary(
    uniqueKeysWithValues: ProviderEndpoint.all.map { ($0.name, $0) })

  func testRequestsAreThoseOfTheFile() throws {
    for sent in try sent() where KnownDifferences.added[sent.name] == nil {
      let endpoint = try XCTUnwrap(endpoints[sent.name], sent.name)
      XCTAssertEqual(sent.encoding, endpoint.encoding, sent.name)
      for name in endpoint.required.keys {
        XCTAssertNotNil(sent.values[name], "\(sent.name) lacks \(name)")
      }
      for (name, values) in sent.values {
        if KnownDifferences.addedParameters[name]?.contains(sent.name) == true { continue }
        let kind = endpoint.required[name] ?? endpoint.optional[name]
        guard let kind else {
          XCTFail("\(sent.name) has no \(name)")
          continue
        }
        XCTAssertTrue(
          kind.accepts(values, in: endpoint.encoding), "\(sent.name): \(name) is \(values)")
      }
    }
  }

  func testEveryEndpointOfTheFileIsOfferedOrKnownToBeLeftOut() throws {
    let offered = Set(try sent().map(\.name))
    XCTAssertEqual(
      Set(endpoints.keys).subtracting(offered), Set(KnownDifferences.leftOut.keys))
    XCTAssertEqual(
      offered.subtracting(endpoints.keys), Set(KnownDifferences.added.keys))
  }

  func testEveryParameterOfTheFileIsSentOrKnownToBeLeftOut() throws {
    var names: [String: Set<String>] = [:]
    for sent in try sent() { names[sent.name, default: []].formUnion(sent.values.keys) }
    var missing: Set<String> = []
    for (endpoint, sent) in names {
      let known = endpoints[endpoint].map { [$0.required, $0.optional].flatMap(\.keys) } ?? []
      missing.formUnion(Set(known).subtracting(sent).map { "\(endpoint) \($0)" })
    }
    XCTAssertEqual(missing, Set(KnownDifferences.leftOutParameters.keys))
  }

  func testEveryKnownDifferenceIsOne() throws {
    let sent = try sent()
    for (parameter, names) in KnownDifferences.addedParameters {
      for name in names {
        XCTAssertTrue(
          sent.contains { $0.name == name && $0.values[parameter] != nil },
          "\(name) does not send \(parameter)")
        XCTAssertNil(endpoints[name]?.optional[parameter], "\(name) \(parameter)")
      }
    }
  }
}

extension ProviderEndpoint.Kind {
  fileprivate func accepts(_ values: [Any], in encoding: ProviderEndpoint.Encoding) -> Bool {
    switch encoding {
    case .json, .bareList:
      return values.count == 1 && values.allSatisfy(accepts(json:))
    case .query, .form, .multipart:
      if case .texts = self { return values.allSatisfy { $0 is String } }
      if case .file = self { return values.allSatisfy { $0 is MediaSource } }
      return values.count == 1 && values.allSatisfy { ($0 as? String).map(accepts(text:)) ?? false }
    }
  }

  private func accepts(json value: Any) -> Bool {
    switch self {
    case .text: return value is String
    case .texts: return value is [String]
    case .oneOf(let words): return (value as? String).map(words.contains) ?? false
    case .integer: return (value as? NSNumber).map { Int64(exactly: $0) != nil } ?? false
    case .number: return value is NSNumber
    case .flag: return value is Bool
    case .file: return false
    }
  }

  private func accepts(text: String) -> Bool {
    switch self {
    case .text: return true
    case .oneOf(let words): return words.contains(text)
    case .integer: return Int64(text) != nil
    case .number: return Double(text) != nil
    case .flag: return ["true", "false"].contains(text)
    case .file, .texts: return false
    }
  }
}
