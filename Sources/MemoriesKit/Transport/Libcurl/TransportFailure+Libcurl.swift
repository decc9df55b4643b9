#if canImport(Glibc)
private import CLibcurl
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension TransportFailure {
  /// What an error code of libcurl means, in Foundation's codes.
  init(libcurl code: Int32, _ reason: String) {
    if Int(code) == MKCURLE_PEER_FAILED_VERIFICATION {
      self = .untrusted(reason)
    } else {
      self = .connection(code: Self.code(for: Int(code)).rawValue, reason: reason)
    }
  }

  /// Whether an error code of libcurl is one of the time before a request is sent.
  static func endsBeforeSending(libcurl code: Int32) -> Bool {
    [
      MKCURLE_COULDNT_RESOLVE_PROXY, MKCURLE_COULDNT_RESOLVE_HOST, MKCURLE_COULDNT_CONNECT,
      MKCURLE_SSL_CONNECT_ERROR, MKCURLE_PEER_FAILED_VERIFICATION,
    ].contains(Int(code))
  }

  private static func code(for code: Int) -> URLError.Code {
    switch code {
    case MKCURLE_URL_MALFORMAT: .badURL
    case MKCURLE_COULDNT_RESOLVE_PROXY, MKCURLE_COULDNT_RESOLVE_HOST: .cannotFindHost
    case MKCURLE_COULDNT_CONNECT: .cannotConnectToHost
    case MKCURLE_OPERATION_TIMEDOUT: .timedOut
    case MKCURLE_SSL_CONNECT_ERROR, MKCURLE_SSL_ENGINE_NOTFOUND, MKCURLE_SSL_ENGINE_SETFAILED,
      MKCURLE_SSL_CERTPROBLEM, MKCURLE_SSL_CIPHER, MKCURLE_USE_SSL_FAILED,
      MKCURLE_SSL_CACERT_BADFILE, MKCURLE_SSL_ISSUER_ERROR:
      .secureConnectionFailed
    case MKCURLE_BAD_CONTENT_ENCODING: .cannotDecodeContentData
    // An answer that is not HTTP also has this code of an unknown protocol.
    case MKCURLE_UNSUPPORTED_PROTOCOL, MKCURLE_WEIRD_SERVER_REPLY: .badServerResponse
    case MKCURLE_PARTIAL_FILE, MKCURLE_GOT_NOTHING, MKCURLE_SEND_ERROR, MKCURLE_RECV_ERROR,
      MKCURLE_SEND_FAIL_REWIND, MKCURLE_HTTP2, MKCURLE_HTTP2_STREAM:
      .networkConnectionLost
    default: .unknown
    }
  }
}
#endif
