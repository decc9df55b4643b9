/// A collection that decides itself what to do with elements that cannot be read.
///
/// Conditional conformances let the one generic function of `LenientReading` find these types at
/// any depth, without any code in the models.
protocol LenientCollection: Decodable {
  init(reading decoder: LenientDecoder) throws
}

// One bad hit must not cost the other ninety-nine, so an array skips elements that it cannot read.
extension Array: LenientCollection where Element: Decodable {
  init(reading decoder: LenientDecoder) throws {
    let reading = decoder.reading
    guard case .array(let values) = decoder.value else {
      throw reading.mismatch([Element].self, decoder.value, at: decoder.place)
    }
    let kind = reading.kind(of: Element.self)
    self.init()
    reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      let place = LenientPlace(parent: decoder, position: .index(index))
      do {
        append(try reading.read(Element.self, from: value, at: place, kind: kind))
      } catch  where reading.options.skipsElements {
        reading.note(.skippedElement, value, at: place, because: error)
      }
    }
  }
}

// The keys of a dictionary are content, not names of members, so they stay as the service wrote
// them.
extension Dictionary: LenientCollection where Key == String, Value: Decodable {
  init(reading decoder: LenientDecoder) throws {
    let reading = decoder.reading
    guard case .object(let object) = decoder.value else {
      throw reading.mismatch([String: Value].self, decoder.value, at: decoder.place)
    }
    let kind = reading.kind(of: Value.self)
    self.init(minimumCapacity: object.members.count)
    for member in object.members where self[member.name] == nil {
      let place = LenientPlace(parent: decoder, position: .entry(member.name))
      do {
        self[member.name] = try reading.read(Value.self, from: member.value, at: place, kind: kind)
      } catch  where reading.options.skipsElements {
        reading.note(.skippedElement, member.value, at: place, because: error)
      }
    }
  }
}

// An optional element of a list follows the rules of an optional member. But an optional answer
// must not become nil because it is unreadable: nothing would be left of it.
extension Optional: LenientCollection where Wrapped: Decodable {
  init(reading decoder: LenientDecoder) throws {
    let reading = decoder.reading
    guard decoder.place.parent == nil else {
      self = reading.readIfPresent(Wrapped.self, from: decoder.value, at: decoder.place)
      return
    }
    if decoder.value.isAbsent(as: Wrapped.self) {
      self = nil
    } else {
      self = try reading.read(
        Wrapped.self, from: decoder.value, at: decoder.place, kind: reading.kind(of: Wrapped.self))
    }
  }
}
