extension StorageLocation {
  /// The query of a download by location, the same for both products.
  var query: [MemoriesRequest.Field] {
    [MemoriesRequest.Field("bucket", bucket), MemoriesRequest.Field("blob", blob)]
  }

  /// The name of the file when the service suggests none.
  var lastComponent: String {
    blob.split(separator: "/").last.map(String.init) ?? blob
  }

  func problems() -> [MemoriesError.Problem] {
    var rules = MemoriesRequest.Rules()
    rules.requireText(bucket, "location.bucket")
    rules.requireText(blob, "location.blob")
    return rules.problems
  }
}
