import Foundation

extension VisualIntelligence {
  /// Asks for an address to which a file can be sent past the API, and for the id that it will have.
  ///
  /// It is the way for an app whose users must not have the key: a server asks, and the app sends the
  /// file with ``SendToSignedURL``. The id is known before the file is sent, so an upload whose answer
  /// is lost can be looked for.
  ///
  /// ```swift
  /// let upload = try await client.send(VisualIntelligence.RequestSignedUpload(for: "talk.mp4"))
  /// try await client.send(VisualIntelligence.SendToSignedURL(upload.signedURL, file: movie))
  /// let asset = try await client.waitUntilReady(upload.assetID)
  /// ```
  public struct RequestSignedUpload: Operation, AnsweredOperation, Hashable, Codable {
    /// The name of the file, with its extension.
    public var fileName: String

    /// Asks for the address for a file.
    public init(for fileName: String) {
      self.fileName = fileName
    }

    /// The address and the id.
    public typealias Output = SignedUpload

    /// Asking costs nothing; an address that is not used ends by itself.
    public static let traits = OperationTraits("VisualIntelligence.RequestSignedUpload", .safe)

    /// Refuses a name without an extension.
    public func problems() -> [MemoriesError.Problem] {
      var rules = MemoriesRequest.Rules()
      rules.require(
        !(fileName as NSString).pathExtension.isEmpty, "fileName", "must have an extension")
      return rules.problems
    }

    private struct Body: Encodable {
      let fileName: String

      enum CodingKeys: String, CodingKey { case fileName = "original_filename" }
    }

    /// `POST /upload/signed-url`.
    public func request() throws -> MemoriesRequest {
      try MemoriesRequest(.post, "upload", "signed-url", body: .json(Body(fileName: fileName)))
    }
  }

  /// An address for one upload past the API.
  ///
  /// Whoever has ``signedURL`` can send the file, so descriptions do not show its query.
  public struct SignedUpload: Sendable, Hashable, Codable, Identifiable, CustomStringConvertible,
    CustomReflectable
  {
    /// The id that the asset will have.
    public let assetID: AssetID
    /// Where to send the file, as a `POST` of a form.
    public let signedURL: URL
    /// For how many seconds the address can be used. The documentation has 93,600, which is 26 hours.
    public let expiresIn: Double?

    /// Makes an address, for tests and fakes.
    public init(assetID: AssetID, signedURL: URL, expiresIn: Double? = nil) {
      self.assetID = assetID
      self.signedURL = signedURL
      self.expiresIn = expiresIn
    }

    enum CodingKeys: String, CodingKey {
      case assetID = "assetId"
      case signedURL = "signedUrl"
      case expiresIn
    }

    /// The id of the asset.
    public var id: AssetID { assetID }

    /// The id and the host.
    public var description: String { "\(assetID) at \(signedURL.host ?? "?")" }

    /// The mirror has no children, because one is secret.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
  }
}
