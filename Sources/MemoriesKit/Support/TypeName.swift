/// The names of types, as errors and events show them.
enum TypeName {
  /// Made anew, a name took a twentieth of a short call.
  private static let known = Locked<[ObjectIdentifier: String]>([:])

  /// The name of a type without its module.
  static func of(_ type: Any.Type) -> String {
    known.withLock { known in
      let id = ObjectIdentifier(type)
      if let name = known[id] { return name }
      // The name of a private type also contains the place to which it is private, in brackets.
      let name = String(reflecting: type).split(separator: ".").dropFirst()
        .filter { !$0.hasPrefix("(") }.joined(separator: ".")
      known[id] = name
      return name
    }
  }
}
