/// A request that is answered with a file.
public protocol DownloadOperation: MemoriesOperation {
  /// The file name to use when the answer suggests none. An HTML page is taken for the file only
  /// when this ends in `.html`, `.htm` or `.xhtml`, and JSON only when it ends in `.json`.
  var fallbackFileName: String { get }
}
