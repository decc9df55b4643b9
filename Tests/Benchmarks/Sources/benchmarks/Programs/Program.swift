import Foundation

/// Something to measure that runs as a process of its own: this executable, started again with the
/// program's name and its parameters, which are its own members.
protocol Program: Codable, Sendable {
  /// What it tells of itself when it ends.
  associatedtype Answer: Codable & Sendable

  func run() async throws -> Answer
}

/// The answer of a program of which only the process is measured.
struct Done: Codable, Sendable {}

enum Programs {
  /// Everything that can be started.
  private static let all: [any Program.Type] = [
    Server.self, Idle.self,
    UploadWithMemoriesKit.self, UploadFromStream.self, UploadFromFile.self,
    DownloadWithMemoriesKit.self, DownloadInline.self, DownloadByDelegate.self,
    DownloadToFile.self,
    CallsWithMemoriesKit.self, CallsWithSession.self,
    DecodeWithMemoriesKit.self, DecodeWithFoundation.self,
    QueuedUploads.self,
    CallsDuringDownload.self, CallsDuringInlineDownload.self, CallsDuringSessionDownload.self,
  ]

  static func name(of type: any Program.Type) -> String { String(describing: type) }

  /// Runs the program of this name and returns its answer as JSON.
  static func run(_ name: String, parameters: String) async throws -> Data {
    guard let type = all.first(where: { Self.name(of: $0) == name }) else {
      throw Failure("there is no program \(name)")
    }
    return try await run(type, Data(parameters.utf8))
  }

  private static func run<P: Program>(_ type: P.Type, _ parameters: Data) async throws -> Data {
    try JSONEncoder().encode(try await JSONDecoder().decode(type, from: parameters).run())
  }
}
