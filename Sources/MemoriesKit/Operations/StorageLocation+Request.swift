extension StorageLocation {
  /// The query of a download by location, which both products share.
  var query: [MemoriesRequest.Field] {
    [MemoriesRequest.Field("bucket", bucket), MemoriesRequest.Field("blob", blob)]
  }

  /// What a file from here is called when nobody says otherwise.
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
