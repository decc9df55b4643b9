// What in an answer says that something was done, whatever the rest of the answer says.

extension JSONValue {
  /// Whether the code or a flag of this answer says that all went well, or it holds a receipt.
  var claimsSuccess: Bool {
    self["code"]?.string.map(JSONValue.Object.isSuccessCode) == true
      || self["success"]?.bool == true || self["failed"]?.bool == false || holdsReceipt
  }
}

extension JSONValue.Object {
  /// Whether a code of the service says that all went well.
  static func isSuccessCode(_ code: String) -> Bool {
    // "0" is "0000" written as a number.
    ["0000", "0", "200"].contains(code)
  }

  /// The ids that the service gives to what it has taken in, in either casing.
  private static let receiptNames = ["videoNo", "videoId", "assetId", "taskId"]

  fileprivate var holdsReceipt: Bool {
    Self.receiptNames.contains { self[$0].map { !$0.isEmpty } ?? false }
      || members.contains { $0.value.holdsReceipt }
  }
}

extension JSONValue {
  /// Whether it has, at any depth, the id of something that the service has taken in.
  var holdsReceipt: Bool {
    switch self {
    case .object(let object): object.holdsReceipt
    case .array(let elements): elements.contains(where: \.holdsReceipt)
    case .null, .bool, .number, .string: false
    }
  }

  /// Whether there is nothing in it, in any of the ways in which the service writes that.
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
