#if canImport(Glibc)
private import CLibcurl
import Foundation

extension LibcurlTransfer {
  /// Sets libcurl's options for the request; returns false when there is no memory.
  func prepare(_ settings: LibcurlEngine.Settings, _ share: OpaquePointer?) -> Bool {
    setConnection(settings, share)
    setSizes()
    setMethod()
    return setText(MKCURLOPT_URL, request.url.absoluteString) && setFields()
  }

  private func setConnection(_ settings: LibcurlEngine.Settings, _ share: OpaquePointer?) {
    set(MKCURLOPT_NOSIGNAL, 1)
    if Libcurl.canAbandonLookups { set(MKCURLOPT_QUICK_EXIT, 1) }
    if Libcurl.namesProtocols {
      _ = setText(MKCURLOPT_PROTOCOLS_STR, "http,https")
    } else {
      set(MKCURLOPT_PROTOCOLS, MKCURLPROTO_HTTP | MKCURLPROTO_HTTPS)
    }
    set(MKCURLOPT_HTTP09_ALLOWED, 0)
    set(MKCURLOPT_PATH_AS_IS, 1)
    set(MKCURLOPT_TCP_KEEPALIVE, 1)
    // Otherwise a proxy's answer to CONNECT would look like the service's.
    set(MKCURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // The watchdog limits the time to connect. libcurl takes 0 for five minutes.
    set(MKCURLOPT_CONNECTTIMEOUT_MS, 1_000_000_000)
    // When a connection that was left open breaks before any answer, libcurl sends the request
    // again. On a connection of its own that cannot happen.
    set(MKCURLOPT_FRESH_CONNECT, request.mayReuseConnection ? 0 : 1)
    if !settings.usesProxies || Origin.isLoopback(request.url) {
      _ = setText(MKCURLOPT_PROXY, "")
    }
    if let authorities = settings.authorities { _ = setText(MKCURLOPT_CAINFO, authorities) }
    if let share { mkcurl_set_pointer(easy, MKCURLOPT_SHARE, UnsafeRawPointer(share)) }
  }

  private func setSizes() {
    let isLongBody = (request.body?.length ?? 0) > 64 << 10
    // libcurl allocates both for each transfer, so short ones get small ones.
    set(MKCURLOPT_BUFFERSIZE, request.isAnsweredWithFile ? 64 << 10 : 16 << 10)
    set(MKCURLOPT_UPLOAD_BUFFERSIZE, isLongBody ? 512 << 10 : 64 << 10)
    // Over HTTP/2 an upload takes more than twice the time. HTTP/2 can also refuse a request and
    // libcurl repeat it, which only libcurl's question before each sending prevents.
    let hasFile = request.body?.readIfReady != nil || request.isAnsweredWithFile
    let isShort = !isLongBody && !hasFile
    let mayUseHTTP2 = isShort && (request.mayReuseConnection || Libcurl.asksBeforeSending)
    set(
      MKCURLOPT_HTTP_VERSION, mayUseHTTP2 ? MKCURL_HTTP_VERSION_2TLS : MKCURL_HTTP_VERSION_1_1)
  }

  private func setMethod() {
    let method = request.method
    set(MKCURLOPT_NOPROGRESS, request.body == nil ? 1 : 0)
    if let body = request.body {
      set(MKCURLOPT_POST, 1)
      mkcurl_set_size(easy, MKCURLOPT_POSTFIELDSIZE_LARGE, body.length)
    } else if ["POST", "PUT", "PATCH"].contains(method) {
      // These announce a length also when they have no body.
      set(MKCURLOPT_POST, 1)
      mkcurl_set_size(easy, MKCURLOPT_POSTFIELDSIZE_LARGE, 0)
      _ = setText(MKCURLOPT_POSTFIELDS, "")
    } else {
      set(MKCURLOPT_HTTPGET, 1)
    }
    _ = setText(MKCURLOPT_CUSTOMREQUEST, method)
  }

  private func setFields() -> Bool {
    let names = Set(request.headers.map { $0.name.lowercased() })
    // With a colon and no value, libcurl leaves out a field that it would add. With a semicolon it
    // sends one without a value.
    var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    lines.append("Expect:")
    for name in ["Content-Type", "Accept"] where !names.contains(name.lowercased()) {
      lines.append("\(name):")
    }
    for line in lines {
      guard let longer = mkcurl_list_append(fields, line) else { return false }
      fields = longer
    }
    mkcurl_set_pointer(easy, MKCURLOPT_HTTPHEADER, fields.map { UnsafeRawPointer($0) })
    // The empty text stands for every encoding that libcurl can decode.
    return names.contains("accept-encoding") || setText(MKCURLOPT_ACCEPT_ENCODING, "")
  }

  private func set(_ option: Int, _ value: Int) {
    mkcurl_set_long(easy, option, value)
  }

  /// Sets an option to a text, which libcurl copies.
  private func setText(_ option: Int, _ value: String) -> Bool {
    value.withCString { mkcurl_set_pointer(easy, option, $0) } == MKCURLE_OK
  }
}
#endif
