/// Decides whether an answer of the service means success.
///
/// No single member of an answer is reliable, so status, code and flags decide together. The rule is
/// the same for both products and all versions of their documentation. Downloads and events have no
/// such members: `IncomingAnswer+Checks` decides about those.
enum SuccessRule {
  static func isMet(status: Int, code: String?, success: Bool?, failed: Bool?) -> Bool {
    status < 400 && code.map(isSuccessCode) ?? true && success != false && failed != true
  }

  /// Whether a code of the service means success.
  static func isSuccessCode(_ code: String) -> Bool {
    // "0" is "0000" written as a number.
    ["0000", "0", "200"].contains(code)
  }
}
