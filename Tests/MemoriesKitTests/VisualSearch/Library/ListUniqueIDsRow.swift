import MemoriesKit

extension OperationTable {
  static let listUniqueIDs = OperationSpecification(
    VisualSearch.ListUniqueIDs.self,
    OperationTraits("VisualSearch.ListUniqueIDs", .safe, rateGroup: .list),
    sends: [.init(.init(), .get(.visualSearch, "list_unique_ids"))])
}
