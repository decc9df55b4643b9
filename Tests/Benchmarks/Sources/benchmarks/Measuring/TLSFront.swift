import Foundation

/// nginx in front of the server: the same answers, over TLS.
struct TLSFront {
  let base: URL
  /// The certificate, which is its own authority.
  let certificate: URL
  private let process: ChildProcess

  /// Starts nginx; nil when the machine has none, or nothing to make a certificate with.
  init?(to behaviour: Behaviour, in workshop: Workshop) throws {
    guard let nginx = workshop.tools.nginx, let openssl = workshop.tools.openssl else { return nil }
    let folder = workshop.folder.appendingPathComponent("nginx", isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appendingPathComponent("certificate.pem")
    let key = folder.appendingPathComponent("key.pem")
    let making = Command(
      openssl,
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", key.path, "-out",
        certificate.path, "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost", "-batch",
      ])
    _ = try ChildProcess(making, temporaryFolder: workshop.folder).finish()

    let port = try Self.freePort()
    guard let base = URL(string: "https://localhost:\(port)/\(behaviour.path)") else {
      throw Failure("nginx has no address")
    }
    self.base = base
    let settings = folder.appendingPathComponent("nginx.conf")
    try Self.settings(port: port, server: workshop.server.port, certificate, key)
      .write(to: settings, atomically: false, encoding: .utf8)
    process = try ChildProcess(
      Command(nginx, ["-p", folder.path, "-e", "error.log", "-c", settings.path]),
      temporaryFolder: workshop.folder)
    do {
      try Self.waitForListener(on: port)
    } catch {
      process.kill()
      throw error
    }
  }

  func stop() {
    process.kill()
  }

  private static func settings(
    port: UInt16, server: UInt16, _ certificate: URL, _ key: URL
  ) -> String {
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map { "\($0)_temp_path \($0);" }.joined(separator: " ")
    return """
      daemon off;
      master_process off;
      pid nginx.pid;
      events { worker_connections 1024; }
      http {
        access_log off;
        \(folders)
        upstream server { server 127.0.0.1:\(server); keepalive 64; keepalive_requests 1000000; }
        server {
          listen 127.0.0.1:\(port) ssl http2;
          ssl_certificate \(certificate.path);
          ssl_certificate_key \(key.path);
          keepalive_requests 1000000;
          client_max_body_size 0;
          location / {
            proxy_pass http://server;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_request_buffering off;
            proxy_max_temp_file_size 0;
          }
        }
      }
      """
  }

  /// A port that the system has just chosen: nginx cannot be told to let it choose.
  private static func freePort() throws -> UInt16 {
    try withSocket { descriptor, address in
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      guard bind(descriptor, address, size) == 0, getsockname(descriptor, address, &size) == 0
      else { throw Failure("no port: \(lastError())") }
    }
  }

  private static func waitForListener(on port: UInt16) throws {
    let end = ContinuousClock.now + .seconds(10)
    while true {
      let isListening: Bool
      do {
        _ = try withSocket(to: port) { descriptor, address in
          let size = socklen_t(MemoryLayout<sockaddr_in>.size)
          guard connect(descriptor, address, size) == 0 else { throw Failure("nobody listens") }
        }
        isListening = true
      } catch {
        isListening = false
      }
      if isListening { return }
      try Interruption.check()
      guard ContinuousClock.now < end else { throw Failure("nginx has not started") }
      usleep(10_000)
    }
  }

  /// Runs `body` with a socket and an address of this machine's, and returns the address's port.
  private static func withSocket(
    to port: UInt16 = 0, _ body: (Int32, UnsafeMutablePointer<sockaddr>) throws -> Void
  ) throws -> UInt16 {
    #if canImport(Darwin)
    let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    defer { _ = close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body(descriptor, $0) }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}
