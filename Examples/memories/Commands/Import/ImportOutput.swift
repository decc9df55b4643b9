import MemoriesKit
import Terminal

extension Option {
  static let count = Option(
    name: "count", placeholder: "N", summary: "How many videos to import at most.")

  static let importRemarks = """
    Imports are billed, and go to your own library. The answer comes before the videos: “import
    status” and “import wait” ask for them by the number of the task.
    """
}

extension Output {
  /// Prints the receipt of an import.
  func show(task: VisualSearch.ImportTask) throws {
    try show(billed: task, Lines.fields(["task": task.id]))
  }

  /// Prints the videos of an import.
  func show(imported videos: [VisualSearch.VideoMetadata]) throws {
    try show(
      videos,
      Lines.table(
        videos.map(\.row), header: VisualSearch.VideoMetadata.header,
        nothing: "no videos yet, or the import failed: the service does not tell these apart"))
  }
}
