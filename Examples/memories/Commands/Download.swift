import Foundation
import MemoriesKit
import Terminal

/// `memories download`: saves a stored file, a video or an asset to disk.
struct DownloadCommand: Command {
  static let syntax = Syntax(
    name: "download", summary: "Downloads a stored file, a video or an asset.",
    options: [bucket, blob, video, asset, v2, to, .replaces, .uniqueID],
    remarks: """
      Name the file by --bucket with --blob, by --video or by --asset. Downloads are billed by size.
      In a directory the file gets the service's name for it, with a number if that is taken.
      A path that ends in / is a directory, which is made if it is missing.
      """)

  static let fileFailure = ExitCode.cannotWrite

  private static let bucket = Option(
    name: "bucket", placeholder: "B", summary: "The storage bucket, with --blob.")
  private static let blob = Option(
    name: "blob", placeholder: "P", summary: "The path in the bucket, with --bucket.")
  private static let video = Option(
    name: "video", placeholder: "VIDEO_NO", summary: "A video of the library.")
  private static let asset = Option(
    name: "asset", placeholder: "ASSET_ID", summary: "An asset.")
  private static let v2 = Option(
    name: "v2", summary: "Asks Visual Intelligence for --bucket and --blob.")
  private static let to = Option(
    name: "to", placeholder: "FILE_OR_DIRECTORY",
    summary: "Where to save; the current directory unless given.")

  private typealias Download =
    @Sendable (MemoriesClient, DownloadDestination, TransferProgress.Handler) async throws ->
    DownloadedFile

  private let download: Download
  private let destination: DownloadDestination

  init(_ arguments: Arguments) throws {
    download = try Self.download(arguments)
    let path = arguments.value(Self.to) ?? "."
    guard !path.isEmpty else { throw arguments.error("--to must not be empty") }
    let url = URL(fileURLWithPath: path)
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    let replaces = arguments.has(.replaces)
    destination =
      path.hasSuffix("/") || exists && isDirectory.boolValue
      ? .directory(url, whenExists: replaces ? .replace : .number)
      : .file(url, whenExists: replaces ? .replace : .fail)
  }

  private static func download(_ arguments: Arguments) throws -> Download {
    try arguments.requireAtMostOne(bucket, video, asset)
    try arguments.requireAtMostOne(blob, video, asset)
    let scope = try arguments.scope()
    if scope != nil, !arguments.has(video) {
      throw arguments.error("--unique-id goes with --video only")
    }
    if arguments.has(v2), arguments.has(video) {
      throw arguments.error("--v2 and --video cannot go together")
    }
    if let number = arguments.value(video) {
      return download(of: VisualSearch.DownloadVideo(VisualSearch.VideoNo(number), scope: scope))
    }
    if let identifier = arguments.value(asset) {
      return download(of: VisualIntelligence.DownloadAsset(VisualIntelligence.AssetID(identifier)))
    }
    guard let bucket = arguments.value(bucket), let blob = arguments.value(blob) else {
      throw arguments.error("--bucket with --blob, --video or --asset is missing")
    }
    let location = StorageLocation(bucket: bucket, blob: blob)
    return arguments.has(v2)
      ? download(of: VisualIntelligence.DownloadResource(at: location))
      : download(of: VisualSearch.DownloadResource(at: location))
  }

  private static func download(of request: some DownloadOperation) -> Download {
    { try await $0.download(request, to: $1, progress: $2) }
  }

  func run(in context: Context) async throws {
    let client = try context.client()
    try checkDestination()
    let file = try await context.output.withProgressLine("Downloading") { line in
      try await download(client, destination) { line.update($0) }
    }
    let document = Document(
      path: file.url.path, byteCount: file.byteCount, contentType: file.contentType)
    try context.output.show(document, document.lines)
  }

  /// Throws if a device or a pipe would be replaced, because its name does not show what would be
  /// lost.
  private func checkDestination() throws {
    var status = stat()
    guard case .file(let url, _) = destination, lstat(url.path, &status) == 0,
      ![S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT)
    else { return }
    throw Failure(.cannotWrite, kind: "fileSystem", "\(url.path) is no regular file")
  }

  private struct Document: Encodable {
    let path: String
    let byteCount: Int64
    let contentType: String?

    var lines: [String] {
      Lines.fields(["saved": path, "size": "\(byteCount) bytes", "type": contentType])
    }
  }
}
