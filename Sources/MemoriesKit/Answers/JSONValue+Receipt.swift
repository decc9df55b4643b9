// Signs in an answer that the service did act, whatever the rest of the answer says.

extension JSONValue {
  /// Whether the code or a flag of this answer says success, or it contains a receipt.
  var claimsSuccess: Bool {
    self["code"]?.string.map(JSONValue.Object.isSuccessCode) == true
      || self["success"]?.bool == true || self["failed"]?.bool == false || holdsReceipt
  }
}

extension JSONValue.Object {
  /// Whether a code of the service means success.
  static func isSuccessCode(_ code: String) -> Bool {
    // "0" is "0000" written as a number.
    ["0000", "0", "200"].contains(code)
  }

  /// The names under which the service returns the id of what it accepted, in either casing.
  private static let receiptNames = ["videoNo", "videoId", "assetId", "taskId"]

  fileprivate var holdsReceipt: Bool {
    Self.receiptNames.contains { self[$0].map { !$0.isEmpty } ?? false }
      || members.contains { $0.value.holdsReceipt }
  }
}

extension JSONValue {
  /// Whether the value contains, at any depth, the id of something that the service accepted.
  var holdsReceipt: Bool {
    switch self {
    case .object(let object): object.holdsReceipt
    case .array(let elements): elements.contains(where: \.holdsReceipt)
    case .null, .bool, .number, .string: false
    }
  }

  /// Whether the value is empty, in any of the ways in which the service writes that.
  var isEmpty: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isEmpty || text == "null"
    case .array(let elements): elements.isEmpty
    case .object(let object): object.members.isEmpty
    case .bool, .number: false
    }
  }
}
