extension JSONValue {
  /// The members of a JSON object in their original order, repeated names included.
  ///
  /// Two objects are equal when they have equal members in the same order.
  public struct Object: Sendable, Hashable {
    /// A name with its value.
    public struct Member: Sendable, Hashable {
      /// The name as the service wrote it.
      public let name: String
      /// The value.
      public let value: JSONValue

      /// A hash for fast comparison: equal for names that differ only in casing.
      let fingerprint: UInt32

      /// Makes a member.
      public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
        fingerprint = JSONName.fingerprint(of: name)
      }
    }

    /// All members, in order.
    public let members: [Member]

    /// Makes an object from its members.
    public init(_ members: [Member] = []) {
      self.members = members
    }

    /// The value of the member with that name, in any casing.
    ///
    /// The service writes the same member `video_no` in one answer and `videoNo` in the next, so
    /// underscores and the case of ASCII letters do not count. If several members match, one with a
    /// value wins over `null`, then an exact match over another, then the first.
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
