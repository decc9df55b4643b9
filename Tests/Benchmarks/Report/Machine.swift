import Foundation

/// Where the figures come from.
struct Machine: Encodable {
  let cores: Int
  let processor: String?
  let memoryGiB: Double
  let kernel: String
  let optimized: Bool
  let swift: String?
  let curl: String?
  let python: String?
  let modules: [String: String]

  init(_ tools: Tools, temporaryFolder: URL) {
    cores = ProcessInfo.processInfo.activeProcessorCount
    processor = Self.processorName
    memoryGiB = Double(ProcessInfo.processInfo.physicalMemory) / 1_073_741_824
    kernel = ProcessInfo.processInfo.operatingSystemVersionString
    #if DEBUG
    optimized = false
    #else
    optimized = true
    #endif
    // The first line tells it all; curl's names libcurl, which is the one that Foundation uses too.
    func version(_ path: String?) -> String? {
      path.flatMap { Tools.output(of: Command($0, ["--version"]), temporaryFolder) }
        .flatMap { String(decoding: $0, as: UTF8.self).split(separator: "\n").first }
        .map(String.init)
    }
    swift = version(Command.path(of: "swift"))
    curl = version(tools.curl)
    python = version(tools.python)
    modules = tools.modules
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
    let memory = "\(Int(memoryGiB.rounded())) GiB"
    let modules = modules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let versions = ([swift, curl, python].compactMap { $0 } + modules).joined(separator: "; ")
    return "\(cores) cores (\(processor ?? "unknown")), \(memory), \(kernel); \(versions)"
      + (optimized ? "" : "; NOT optimized: use swift run -c release benchmarks")
  }
}
