/// An answer whose success is known but whose output is not read yet.
package struct RawAnswer: Sendable {
  let status: Int
  var code: String?
  var msg: String?
  var success: Bool?
  var failed: Bool?
  /// The other details of an error. Successful answers have a request id there too.
  let remarks: ServerRemarks
  /// The JSON from which the output is read.
  var content: JSONValue
  /// The path of that JSON in the answer.
  var path: [String] = []
  /// The refusal; nil when the service agreed.
  package var failure: APIFailure?

  /// An answer without an envelope. It agrees unless something else says that it does not.
  init(_ json: JSONValue, status: Int) {
    self.status = status
    content = json
    remarks = json.object.map(ServerRemarks.init) ?? ServerRemarks()
  }

  /// Reads an envelope. Returns nil for JSON that is none, such as an error page of a gateway: it
  /// has a `status` and sometimes a `message`, but none of the four members of an envelope. Returns
  /// nil also for an answer that calls itself an error, whatever its members.
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

  /// The rule for success, the same for both products and all versions of their documentation.
  private var isAgreed: Bool {
    status < 400 && code.map(JSONValue.Object.isSuccessCode) ?? true && success != false
      && failed != true
  }

  /// Whether the refusal is clear even where no envelope is expected. `code` alone is not, because
  /// it may be a member of the output.
  var refusesOutright: Bool {
    failure != nil && (status >= 400 || success == false || failed == true || msg != nil)
  }
}
