/// A JSON body with the members of its content and, beside them, the scope.
struct Scoped<Content: Encodable>: Encodable {
  let content: Content
  let scope: LibraryScope?

  init(_ content: Content, _ scope: LibraryScope?) {
    self.content = content
    self.scope = scope
  }

  private enum CodingKeys: String, CodingKey {
    case uniqueID = "unique_id"
    case folder = "folder_id"
  }

  func encode(to encoder: any Encoder) throws {
    try content.encode(to: encoder)
    var members = encoder.container(keyedBy: CodingKeys.self)
    switch scope {
    case .uniqueID(let name): try members.encode(name, forKey: .uniqueID)
    case .folder(let number): try members.encode(number, forKey: .folder)
    case nil: break
    }
  }
}
