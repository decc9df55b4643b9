#if canImport(Glibc)
private import CLibcurl

/// The libcurl of this process.
enum Libcurl {
  /// The version as a number, for example 0x075801 for 7.88.1; 0 when none can be used.
  static let version = mkcurl_version()

  /// Why no libcurl can be used; nil when one can.
  static var problem: String? {
    version == 0 ? String(cString: mkcurl_description()) : nil
  }

  /// The name of the engine for logs: `libcurl 7.88.1`.
  static let name = "libcurl \(String(cString: mkcurl_description()))"

  /// Whether libcurl asks before each sending of a request. Where it does not, nobody knows when the
  /// connection stands.
  static var asksBeforeSending: Bool { version >= 0x075000 }

  /// Whether libcurl names the allowed protocols by text; the option with numbers is deprecated.
  static var namesProtocols: Bool { version >= 0x075500 }

  /// Whether libcurl can abandon a name lookup. Before, removing a transfer waits for its lookup.
  static var canAbandonLookups: Bool { version >= 0x075700 }
}
#endif
