extension VisualIntelligence {
  /// A vector that stands for the meaning of a text, an image or a video.
  ///
  /// It is read strictly: a number that is missing or cannot be read is an error, and never a shorter
  /// vector.
  public struct Embedding: Sendable, Hashable, Codable {
    /// The numbers.
    public let values: [Double]

    /// Makes a vector.
    public init(_ values: [Double]) {
      self.values = values
    }

    /// How alike two vectors are, from -1 to 1. Nil when they have not as many numbers, or one has
    /// no direction: vectors of two models cannot be compared, and nothing says so but their length.
    public func cosineSimilarity(to other: Embedding) -> Double? {
      guard values.count == other.values.count else { return nil }
      // Scaled first, because the square of a large number is infinite, and that of a small one 0.
      let (left, right) = (scaled, other.scaled)
      var (product, leftSquare, rightSquare) = (0.0, 0.0, 0.0)
      for index in left.indices {
        product += left[index] * right[index]
        leftSquare += left[index] * left[index]
        rightSquare += right[index] * right[index]
      }
      let similarity = product / (leftSquare * rightSquare).squareRoot()
      return similarity.isFinite ? min(1, max(-1, similarity)) : nil
    }

    private var scaled: [Double] {
      let largest = values.reduce(0) { max($0, $1.magnitude) }
      return values.map { $0 / largest }
    }

    /// Reads a vector: a list of numbers, or an object that has it as `embedding`.
    public init(from decoder: any Decoder) throws {
      let json = try JSONValue(from: decoder)
      guard let numbers = (json["embedding"] ?? json).array, !numbers.isEmpty else {
        throw DecodingError.unreadable(decoder, "there is no vector")
      }
      values = try numbers.map { number in
        guard let value = number.double else {
          throw DecodingError.unreadable(decoder, "the vector has a number that cannot be read")
        }
        return value
      }
    }

    /// Writes an object with the numbers as `embedding`.
    public func encode(to encoder: any Encoder) throws {
      try ["embedding": values].encode(to: encoder)
    }
  }
}

extension DecodingError {
  static func unreadable(_ decoder: any Decoder, _ reason: String) -> DecodingError {
    .dataCorrupted(Context(codingPath: decoder.codingPath, debugDescription: reason))
  }
}
