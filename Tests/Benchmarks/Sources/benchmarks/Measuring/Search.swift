extension UnsafeRawBufferPointer {
  /// Where the first occurrence of `mark` ends.
  func end(of mark: StaticString) -> Int? {
    let count = mark.utf8CodeUnitCount
    guard self.count >= count else { return nil }
    return (0...(self.count - count)).first { start in
      (0..<count).allSatisfy { self[start + $0] == mark.utf8Start[$0] }
    }.map { $0 + count }
  }
}
