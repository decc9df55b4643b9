#if canImport(Glibc)
import Foundation
import TestSupport
import XCTest

/// Compares what `CLibcurl` declares with libcurl's own headers, where they are installed.
final class CLibcurlNumbersTests: XCTestCase {
  private var sources: URL {
    URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../Sources/CLibcurl")
      .standardized
  }

  /// The lines of a C program that compiles only when every number and every layout is right.
  private func assertions() throws -> [String] {
    let header = try String(
      contentsOf: sources.appendingPathComponent("include/CLibcurl.h"), encoding: .utf8)
    let numbers = header.matches(of: #/MK(CURL[A-Z0-9_]+) = /#).map {
      "_Static_assert((long)MK\($0.1) == (long)\($0.1), \"\($0.1)\");"
    }
    let members = [
      ("version_info_data", "curl_version_info_data", ["age", "version", "version_num"]),
      ("message", "CURLMsg", ["msg", "easy_handle", "data"]),
    ].flatMap { ours, theirs, names in
      names.map {
        "_Static_assert(offsetof(mkcurl_\(ours), \($0)) == offsetof(\(theirs), \($0)), \"\($0)\");"
      }
    }
    return numbers + members + [
      "_Static_assert(sizeof(mkcurl_message) == sizeof(CURLMsg), \"CURLMsg\");",
      "_Static_assert(sizeof(mkcurl_off_t) == sizeof(curl_off_t), \"curl_off_t\");",
    ]
  }

  /// What the compiler says; nil when it has nothing to say.
  private func complaint(about lines: [String]) throws -> String? {
    let folder = try TemporaryDirectory()
    defer { folder.remove() }
    let includes = ["<curl/curl.h>", "\"CLibcurl.h\"", "\"layouts.h\""].map { "#include \($0)" }
    let file = try folder.write(
      Data((includes + lines).joined(separator: "\n").utf8), named: "numbers.c")
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = [
      "clang", "-fsyntax-only", "-I", sources.appendingPathComponent("include").path, "-I",
      sources.path, file.path,
    ]
    let output = Pipe()
    compiler.standardError = output
    try compiler.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    compiler.waitUntilExit()
    return compiler.terminationStatus == 0 ? nil : String(decoding: text, as: UTF8.self)
  }

  func testEveryNumberIsLibcurlsOwn() throws {
    if try complaint(about: [])?.contains("curl/curl.h") == true {
      throw XCTSkip("libcurl's headers are not installed")
    }
    let lines = try assertions()
    XCTAssertGreaterThan(lines.count, 80)
    XCTAssertNil(try complaint(about: lines))
  }
}
#endif
