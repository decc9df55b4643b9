/// An answer whose success is known but whose output is not read yet.
package struct JudgedAnswer: Sendable {
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
  /// Whether nothing in the answer could be an output.
  private var hasOnlyRemarks = false
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
    // An error beside data that is null, and no word of success.
    if status < 400, remarks.isErrorAlone, code == nil, success == nil, failed == nil { return nil }
    path = ["data"]
    hasOnlyRemarks = members.hasOnlyRemarks
    self.code = code?.string ?? remarks.code
    self.msg = (members["msg"] ?? members["message"])?.string
    self.success = success?.bool
    self.failed = failed?.bool
    let isSuccess = SuccessRule.isMet(
      status: status, code: self.code, success: self.success, failed: self.failed)
    guard !isSuccess else { return }
    failure = APIFailure(
      code: self.code, msg: msg ?? remarks.message, status: status, data: content,
      isContradicted: json.claimsSuccess)
  }

  private init(_ content: JSONValue, status: Int, remarks: ServerRemarks) {
    self.status = status
    self.content = content
    self.remarks = remarks
  }

  /// Whether this is a refusal even where no envelope is expected. There, `code` may be a member of the
  /// output, unless it is a number and nothing else could be an output.
  var refusesOutright: Bool {
    guard failure != nil else { return false }
    if status >= 400 || success == false || failed == true { return true }
    return isCodeNumeric && (msg != nil || remarks.message != nil || hasOnlyRemarks)
  }

  private var isCodeNumeric: Bool {
    guard let code, !code.isEmpty else { return false }
    return code.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
  }
}
