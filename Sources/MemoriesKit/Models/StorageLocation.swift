/// Where the service stores a file. Search results and metadata contain it, and a download takes
/// it.
///
/// It stops working when the video is deleted.
public struct StorageLocation: Sendable, Hashable, Codable {
  /// The storage bucket, for example `mavi-resource`.
  public var bucket: String
  /// The path of the object in the bucket, slashes included.
  public var blob: String

  /// Makes a location from a bucket and a path inside it.
  public init(bucket: String, blob: String) {
    self.bucket = bucket
    self.blob = blob
  }

  /// Nil unless both halves are there: answers leave out the pair when the service cannot resolve
  /// the storage.
  init?(bucket: String?, blob: String?) {
    guard let bucket, let blob, !bucket.isEmpty, !blob.isEmpty else { return nil }
    self.init(bucket: bucket, blob: blob)
  }
}
