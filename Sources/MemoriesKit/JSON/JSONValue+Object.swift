extension JSONValue {
  /// The members of a JSON object, in the order of the wire, repeated names included.
  ///
  /// Two objects are equal when their members are equal in the same order.
  public struct Object: Sendable, Hashable {
    /// One name with its value.
    public struct Member: Sendable, Hashable {
      /// The name as sent.
      public let name: String
      /// The value.
      public let value: JSONValue

      /// Equal for names that differ in casing only, and cheap to compare.
      let fingerprint: UInt32

      /// Joins a name with its value.
      public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
        fingerprint = JSONName.fingerprint(of: name)
      }
    }

    /// All members.
    public let members: [Member]

    /// Makes an object of its members.
    public init(_ members: [Member] = []) {
      self.members = members
    }

    /// The value of a name, whatever its casing.
    ///
    /// The service writes the same member `video_no` in one answer and `videoNo` in the next, so
    /// underscores and the case of ASCII letters do not count. If several members fit, one with a
    /// value goes before `null`, then the same spelling before another, then the first.
    public subscript(name: String) -> JSONValue? {
      position(of: name).map { members[$0].value }
    }

    func position(of name: String) -> Int? {
      let fingerprint = JSONName.fingerprint(of: name)
      var best: (position: Int, rank: Int)?
      for position in members.indices where members[position].fingerprint == fingerprint {
        let member = members[position]
        let isExact = member.name == name
        guard isExact || JSONName.matches(member.name, name) else { continue }
        let rank = (member.value == .null ? 0 : 2) + (isExact ? 1 : 0)
        if rank == 3 { return position }
        if rank > best?.rank ?? -1 { best = (position, rank) }
      }
      return best?.position
    }
  }
}
