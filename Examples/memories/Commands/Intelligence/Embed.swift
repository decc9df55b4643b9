import MemoriesKit
import Terminal

/// `memories embed`: turns texts into vectors.
struct EmbedCommand: Command {
  static let syntax = Syntax(
    name: "embed", summary: "Turns texts into vectors, and tells how alike they are.",
    operands: ["TEXT"], repeatsLastOperand: true, options: [model, dimensionality],
    remarks: """
      With --json the vectors are printed, in the order of the texts; else how alike each text is to
      the first, from -1 to 1. Billed by the token.
      """)

  private static let model = Option(
    name: "model", placeholder: "NAME", summary: "The model; gemini-embedding-001 unless given.")
  private static let dimensionality = Option(
    name: "dimensions", placeholder: "N", summary: "How many numbers a vector has.")

  private var request: VisualIntelligence.EmbedTexts

  init(_ arguments: Arguments) throws {
    request = VisualIntelligence.EmbedTexts(arguments.operands)
    if let model = arguments.value(Self.model) { request.model = VisualIntelligence.Model(model) }
    request.dimensionality = try arguments.number(Self.dimensionality)
  }

  func run(in context: Context) async throws {
    let vectors = try await context.client().send(request).vectors
    let rows = zip(request.texts, vectors).map { text, vector in
      let similarity = vectors[0].cosineSimilarity(to: vector)
      return [similarity.map { String($0) } ?? "?", "\(vector.values.count) numbers", text]
    }
    try context.output.show(billed: vectors.map(\.values), Lines.table(rows))
  }
}
