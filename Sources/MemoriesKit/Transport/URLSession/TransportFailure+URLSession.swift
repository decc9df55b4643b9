import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension HTTPHead {
  /// The head of a response; nil when it is not one of HTTP.
  init?(_ response: URLResponse) {
    guard let response = response as? HTTPURLResponse else { return nil }
    var fields: [String: String] = [:]
    for (name, value) in response.allHeaderFields {
      if let name = name as? String, let value = value as? String { fields[name] = value }
    }
    self.init(status: response.statusCode, headers: ResponseHeaders(fields))
  }
}

extension TransportFailure {
  /// What an error of `URLSession` says.
  init(_ error: any Error) {
    let error = error as NSError
    let reason = error.localizedDescription
    switch error.domain {
    case StandIn.errorDomain:
      self = .intercepted(reason)
    case NSURLErrorDomain:
      self =
        Self.isAboutCertificate(error)
        ? .untrusted(reason) : .connection(code: error.code, reason: reason)
    default:
      // A socket error (`NSPOSIXErrorDomain`), or one that CFNetwork or a protocol class made up:
      // the connection was lost, and anything may have been sent.
      self = .connection(code: URLError.Code.networkConnectionLost.rawValue, reason: reason)
    }
  }

  /// Whether the client refused the certificate. Foundation on Linux reports that with its code for
  /// unknown errors, but keeps the sentence of libcurl, which only the handshake writes.
  private static func isAboutCertificate(_ error: NSError) -> Bool {
    if certificateCodes.contains(error.code) { return true }
    guard error.code == URLError.Code.unknown.rawValue else { return false }
    let sentence = error.localizedDescription
    return sentence.hasPrefix("SSL certificate problem")
      || sentence.hasPrefix("SSL: ") && sentence.contains("certificate subject name")
  }

  private static let certificateCodes: Set<Int> = [
    URLError.Code.serverCertificateUntrusted.rawValue,
    URLError.Code.serverCertificateHasBadDate.rawValue,
    URLError.Code.serverCertificateHasUnknownRoot.rawValue,
    URLError.Code.serverCertificateNotYetValid.rawValue,
  ]

  /// Whether certainly nothing was sent: the host name could not be resolved, or the server was not
  /// trusted. No other code proves that. On Linux any failure becomes `cannotConnectToHost` when
  /// the first of several addresses refused, and an answer that is not HTTP becomes
  /// `unsupportedURL`.
  var provesNothingWasSent: Bool {
    switch self {
    case .intercepted, .untrusted: true
    case .connection(let code?, _): Self.codesBeforeSending.contains(code)
    default: false
    }
  }

  private static var codesBeforeSending: Set<Int> {
    #if canImport(Darwin)
    codesBeforeSendingOfApple
    #else
    [URLError.Code.cannotFindHost.rawValue, URLError.Code.dnsLookupFailed.rawValue]
    #endif
  }

  /// Besides names that are not found: no network or none that may be used (-1009, -1018 to -1020),
  /// a policy of the app (-1022), and a handshake of TLS that failed (-1200 to -1206).
  static let codesBeforeSendingOfApple: Set<Int> = [
    -1003, -1006, -1009, -1018, -1019, -1020, -1022, -1200, -1201, -1202, -1203, -1204, -1205,
    -1206,
  ]
}
