/// A request whose answer is a file.
public protocol DownloadOperation: MemoriesOperation {
  /// The file name to use when the answer suggests none. Without an extension it gets that of the
  /// answer's type, if this is one of the service's formats. The client accepts an HTML page as the
  /// file only when this ends in `.html`, `.htm` or `.xhtml`, and JSON only when it ends in
  /// `.json`.
  var fallbackFileName: String { get }
}
