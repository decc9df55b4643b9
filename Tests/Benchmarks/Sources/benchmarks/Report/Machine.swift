import Foundation

/// Where the figures come from.
struct Machine: Encodable {
  let cores: Int
  let processor: String
  let memoryGiB: Double
  let system: String
  let kernel: String
  /// Whether this program was built as users build theirs for release.
  let isOptimized: Bool
  let swift: String
  /// With the version of libcurl, which is the one that Foundation on Linux uses too.
  let curl: String
  let python: String
  let modules: [String: String]

  init(_ tools: Tools, _ options: Options, temporaryFolder: URL) {
    cores = ProcessInfo.processInfo.activeProcessorCount
    processor = Self.processorName ?? "unknown processor"
    memoryGiB = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    system = ProcessInfo.processInfo.operatingSystemVersionString
    kernel = Self.kernelRelease
    #if DEBUG
    isOptimized = false
    #else
    isOptimized = true
    #endif
    func version(_ path: String?, absent: String) -> String {
      path.flatMap { Tools.output(of: Command($0, ["--version"]), temporaryFolder) }
        .flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").first }
        .map { $0.split(separator: " ").prefix(4).joined(separator: " ") } ?? absent
    }
    swift = version(Command.path(of: "swift"), absent: "Swift absent")
    curl = version(tools.curl, absent: "curl absent")
    python = version(
      tools.python, absent: options.wantsPython ? "Python absent" : "Python not asked for")
    modules = tools.modules
  }

  private static var kernelRelease: String {
    var names = utsname()
    _ = uname(&names)
    return withUnsafeBytes(of: names.release) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
  }

  private static var processorName: String? {
    #if canImport(Darwin)
    var size = 0
    sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0)
    var name = [UInt8](repeating: 0, count: size)
    sysctlbyname("machdep.cpu.brand_string", &name, &size, nil, 0)
    return String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    #else
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    #endif
  }

  /// The same in one line for people.
  var summary: String {
    let modules = modules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let parts =
      [
        "\(cores) cores of \(processor)", "\(Int(memoryGiB.rounded())) GiB", system,
        "kernel \(kernel)", swift, curl, python,
      ] + modules + (isOptimized ? [] : ["not optimized"])
    return parts.joined(separator: "; ")
  }
}
