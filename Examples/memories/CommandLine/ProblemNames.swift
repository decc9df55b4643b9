import MemoriesKit
import Terminal

extension Syntax {
  /// An error about a request, in the words of the command line: the names of options in place of
  /// those of the library's properties.
  func renamed(_ error: MemoriesError) -> MemoriesError {
    guard error.kind == .invalidRequest else { return error }
    var error = error
    error.operation = ""
    error.problems = error.problems.map { problem in
      MemoriesError.Problem(name(of: problem.field), problem.reason)
    }
    return error
  }

  private func name(of field: String) -> String {
    // The index of an element is of no use to somebody who counts words.
    let property = field.prefix { $0 != "[" }.split(separator: ".").last.map(String.init) ?? field
    if let option = options.first(where: { $0.matches(property) }) { return "--\(option.name)" }
    return Self.operandNames[property].flatMap { name in
      operands.contains(name) ? name : nil
    } ?? field
  }

  private static let operandNames = [
    "text": "TEXT", "texts": "TEXT", "videoNo": "VIDEO_NO", "videoNos": "VIDEO_NO",
    "assetID": "ASSET_ID", "taskID": "TASK_ID", "image": "IMAGE", "images": "IMAGE",
    "prompt": "PROMPT", "posts": "URL", "creator": "URL", "hashtags": "HASHTAG", "name": "NAME",
    "folderID": "N", "file": "FILE_OR_URL", "url": "FILE_OR_URL", "query": "QUESTION",
    "medium": "FILE",
  ]
}

extension Option {
  /// Whether it sets a property of that name.
  fileprivate func matches(_ property: String) -> Bool {
    if properties.contains(property) { return true }
    return name.replacing("-", with: "").lowercased() == property.lowercased()
  }
}
