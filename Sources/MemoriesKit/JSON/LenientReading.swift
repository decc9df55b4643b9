import Foundation

/// Decodes one answer: the rules for single values, and the state that all decoders share.
final class LenientReading {
  /// How a type is decoded.
  enum Kind {
    case scalar(any LenientScalar.Type)
    case collection(any LenientCollection.Type)
    case open(any OpenValue.Type)
    case ordinary
  }

  /// What an operation defines about its answer beyond the types of the model.
  struct Options: Sendable {
    /// Whether an unreadable element is left out instead of making its list unreadable.
    var skipsElements = true
    /// The members whose dates count seconds.
    var membersInSeconds: Set<String> = []
  }

  /// The path of the decoded value in the whole answer.
  let path: [String]
  let options: Options

  private let drift: DriftLog
  // Cached, because asking the runtime for a conformance is slow, and a list asks the same for
  // every element.
  private var kinds: [ObjectIdentifier: Kind] = [:]

  init(path: [String], options: Options = Options(), drift: DriftLog) {
    self.path = path
    self.options = options
    self.drift = drift
  }

  func kind<Value>(of type: Value.Type) -> Kind {
    let identity = ObjectIdentifier(type)
    if let known = kinds[identity] { return known }
    let kind: Kind =
      if let scalar = type as? any LenientScalar.Type {
        .scalar(scalar)
      } else if let collection = type as? any LenientCollection.Type {
        .collection(collection)
      } else if let open = type as? any OpenValue.Type {
        .open(open)
      } else {
        .ordinary
      }
    kinds[identity] = kind
    return kind
  }

  /// Decodes a scalar whose type is known at compile time, as for most members.
  @inline(__always)
  func read<Scalar: LenientScalar>(
    scalar type: Scalar.Type, from value: JSONValue, at place: LenientPlace
  ) throws -> Scalar {
    guard let result = Scalar(reading: value) else { throw mismatch(type, value, at: place) }
    return result
  }

  /// Decodes a value of any type; all other ways of decoding end here.
  func read<Value: Decodable>(
    _ type: Value.Type, from value: JSONValue, at place: LenientPlace, kind: Kind
  ) throws -> Value {
    let result: Value?
    switch kind {
    case .scalar(is Date.Type) where isInSeconds(place): result = Date(seconds: value) as? Value
    case .scalar(let scalar): result = Self.scalar(scalar, from: value)
    case .collection(let collection):
      result = try Self.collection(collection, from: decoder(of: value, at: place))
    case .open(let open): result = openValue(open, from: value, at: place)
    case .ordinary: result = try Value(from: decoder(of: value, at: place))
    }
    guard let result else { throw mismatch(type, value, at: place) }
    return result
  }

  /// Decodes an optional value; notes an unreadable one and returns nil.
  func readIfPresent<Value: Decodable>(
    _ type: Value.Type, from value: JSONValue, at place: LenientPlace
  ) -> Value? {
    if value.isAbsent(as: type) { return nil }
    do {
      return try read(type, from: value, at: place, kind: kind(of: type))
    } catch {
      note(.unreadableMember, value, at: place, because: error)
      return nil
    }
  }

  /// The same for a scalar whose type is known at compile time.
  @inline(__always)
  func readIfPresent<Scalar: LenientScalar>(
    scalar type: Scalar.Type, from value: JSONValue, at place: LenientPlace
  ) -> Scalar? {
    if value.isAbsent(as: type) { return nil }
    if let result = Scalar(reading: value) { return result }
    note(.unreadableMember, value, at: place, because: mismatch(type, value, at: place))
    return nil
  }

  func note(
    _ kind: Drift.Kind, _ value: JSONValue, at place: LenientPlace, because error: any Error
  ) {
    drift.note { Drift(kind, at: codingPath(of: place), value: value, because: error) }
  }

  func mismatch(_ type: Any.Type, _ value: JSONValue, at place: LenientPlace) -> DecodingError {
    let context = DecodingError.Context(
      codingPath: codingPath(of: place),
      debugDescription: "expected \(type), found \(value.text(limit: 80))")
    return value == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }

  func codingPath(of place: LenientPlace) -> [any CodingKey] {
    path.map { LenientKey(stringValue: $0) } + place.keys
  }

  private func decoder(of value: JSONValue, at place: LenientPlace) -> LenientDecoder {
    LenientDecoder(value: value, place: place, reading: self)
  }

  private func isInSeconds(_ place: LenientPlace) -> Bool {
    // The dates of a list or of a dictionary are those of the member that holds it.
    var place = place
    while true {
      switch place.position {
      case .member(let name): return options.membersInSeconds.contains(name)
      case .start: return false
      case .index, .entry:
        guard let parent = place.parent else { return false }
        place = parent.place
      }
    }
  }

  // The three casts below always succeed: they cast a type to itself, seen through a protocol.

  private static func scalar<Scalar: LenientScalar, Result>(
    _ type: Scalar.Type, from value: JSONValue
  ) -> Result? {
    Scalar(reading: value) as? Result
  }

  private static func collection<Collection: LenientCollection, Result>(
    _ type: Collection.Type, from decoder: LenientDecoder
  ) throws -> Result? {
    try Collection(reading: decoder) as? Result
  }

  // Keeps and notes a word that the documentation does not list.
  private func openValue<Open: OpenValue, Result>(
    _ type: Open.Type, from value: JSONValue, at place: LenientPlace
  ) -> Result? {
    guard let text = String(reading: value) else { return nil }
    let open = Open(rawValue: text)
    if !open.isKnown {
      drift.note {
        Drift(
          .unknownValue, at: codingPath(of: place), value: value,
          reason: "not a documented \(Open.self)")
      }
    }
    return open as? Result
  }
}
