import MemoriesKit

/// The cases in `Tests/Fixtures/fuzz`: what generated tests have found, each with what is right.
package enum FoundCases {
  package static func read(_ name: String) throws -> [JSONValue] {
    try JSONValue(parsing: Fixture.data("fuzz/" + name))["cases"]?.array ?? []
  }
}
