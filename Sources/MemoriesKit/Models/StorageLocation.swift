/// Where the service keeps a file: the pair that search results and metadata carry, and that a
/// download takes.
///
/// A location stops working when its video is deleted.
public struct StorageLocation: Sendable, Hashable, Codable {
  /// The storage bucket, for example `mavi-resource`.
  public var bucket: String
  /// The path of the object inside the bucket; slashes are part of it.
  public var blob: String

  /// Joins a bucket and a path inside it.
  public init(bucket: String, blob: String) {
    self.bucket = bucket
    self.blob = blob
  }

  /// Both halves or nothing: answers leave the pair out when the storage cannot be resolved.
  init?(bucket: String?, blob: String?) {
    guard let bucket, let blob, !bucket.isEmpty, !blob.isEmpty else { return nil }
    self.init(bucket: bucket, blob: blob)
  }
}
