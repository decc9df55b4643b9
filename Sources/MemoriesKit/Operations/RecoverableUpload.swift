import Foundation

/// An upload that can be looked for when its answer is lost. An operation that conforms has a
/// ``MemoriesError/lostUpload`` on each error with an unknown outcome.
protocol RecoverableUpload: MemoriesOperation {
  /// What it takes to look for this upload; nil when too little is known of it. Called before the
  /// request is sent, because the file may be gone afterwards.
  func lostUpload(begin: Date, end: Date) -> LostUpload?
}
