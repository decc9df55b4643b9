/// An answer that was judged but not read yet: whether the service agreed, and what the output is to
/// be read from.
package struct RawAnswer: Sendable {
  let status: Int
  var code: String?
  var msg: String?
  var success: Bool?
  var failed: Bool?
  /// What else it says of an error; a request id comes with agreements too.
  let remarks: ServerRemarks
  /// What the output is read from.
  var content: JSONValue
  /// Where in the answer that stands.
  var path: [String] = []
  /// What the service said instead; nil when it agreed.
  package var failure: APIFailure?

  /// An answer without a frame, which agrees unless something else says that it does not.
  init(_ json: JSONValue, status: Int) {
    self.status = status
    content = json
    remarks = json.object.map(ServerRemarks.init) ?? ServerRemarks()
  }

  /// Nil for JSON that is no envelope, such as the error pages of a gateway, which have a `status`
  /// and sometimes a `message`, but none of the four members that make an envelope; and for what
  /// calls itself an error, whatever its members.
  package init?(envelope json: JSONValue, status: Int) {
    guard let members = json.object else { return nil }
    let code = members["code"], success = members["success"], failed = members["failed"]
    let data = members["data"]
    guard code != nil || success != nil || failed != nil || data != nil else { return nil }
    self.init(data ?? .null, status: status, remarks: ServerRemarks(members))
    guard !remarks.isError else { return nil }
    path = ["data"]
    self.code = code?.string ?? remarks.code
    self.msg = (members["msg"] ?? members["message"])?.string
    self.success = success?.bool
    self.failed = failed?.bool
    guard !isAgreed else { return }
    failure = APIFailure(
      code: self.code, msg: msg ?? remarks.message, status: status, data: content,
      isContradicted: json.claimsSuccess)
  }

  private init(_ content: JSONValue, status: Int, remarks: ServerRemarks) {
    self.status = status
    self.content = content
    self.remarks = remarks
  }

  /// The rule that holds for both products and all generations of their documentation.
  private var isAgreed: Bool {
    status < 400 && code.map(JSONValue.Object.isSuccessCode) ?? true && success != false
      && failed != true
  }

  /// Whether this refuses so clearly that it does even where no frame is expected: `code` alone may
  /// be a member of the output.
  var refusesOutright: Bool {
    failure != nil && (status >= 400 || success == false || failed == true || msg != nil)
  }
}
