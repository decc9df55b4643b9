import Foundation
import MemoriesKit

extension Service {
  mutating func uploadAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let assetID = makeAssetID()
    try addAsset(assetID, Form(request).file())
    return Sandbox.Product.visualIntelligence.success(["asset_id": .string(assetID)])
  }

  /// Signs an address of this server with the id itself, which is as good as a secret here.
  mutating func signUpload(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    guard let name = try request.json().text("original_filename"),
      !(name as NSString).pathExtension.isEmpty
    else { throw Problem.exceeded }
    let assetID = makeAssetID()
    library.signedUploads.insert(assetID)
    let route = Sandbox.Route.visualIntelligence("POST", "/signed/\(assetID)")
    let url = "http://\(request.headers["Host"] ?? "127.0.0.1")\(route.path)?signature=\(assetID)"
    return Sandbox.Product.visualIntelligence.success([
      "asset_id": .string(assetID), "signed_url": .string(url), "expires_in": 93_600,
    ])
  }

  /// Answers as a storage service does: without an envelope.
  mutating func receiveSignedUpload(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let assetID = request.segment(fromEnd: 0)
    guard request.query.value(of: "signature") == assetID,
      library.signedUploads.remove(assetID) != nil
    else { return Sandbox.Answer(status: 403, body: .text("<Error>AccessDenied</Error>")) }
    try addAsset(assetID, Form(request).file())
    return Sandbox.Answer(status: 204)
  }

  /// Adds an asset as it is after its upload.
  mutating func addReadyAsset(_ content: Data, named fileName: String) -> String {
    let assetID = makeAssetID()
    library.assets.append(readyAsset(assetID, content, named: fileName))
    return assetID
  }

  /// An asset that nobody has uploaded.
  func readyAsset(_ assetID: String, _ content: Data, named fileName: String) -> Asset {
    let part = Sandbox.Part(content, named: fileName)
    return Asset(
      assetID: assetID, part: part, processing: Indexing(.afterPolls(0), fails: false, now: now))
  }

  private mutating func makeAssetID() -> String {
    library.makeIdentifier(prefix: "re_", first: 660_727_003_963_174_912)
  }

  private mutating func addAsset(_ assetID: String, _ part: Sandbox.Part) throws {
    guard Asset.contentTypes[part.fileExtension] != nil else { throw Problem.exceeded }
    library.assets.append(
      Asset(
        assetID: assetID, part: part,
        processing: Indexing(
          settings.indexing, fails: settings.indexingFails(part.fileName), now: now)))
  }

  /// The asset that the body names. A missing id and an unknown one have documented refusals.
  func asset(in body: JSONValue) throws -> Asset {
    guard let assetID = try body.text("asset_id"), !assetID.isEmpty else {
      throw Problem.invalid("asset_id cannot be null or empty")
    }
    guard let asset = library.assets.first(where: { $0.assetID == assetID }),
      asset.processing.status == .succeeded
    else { throw Problem.exceeded }
    return asset
  }

  mutating func assetMetadata(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let pictures = library.assets.filter { $0.collection == request.segment(fromEnd: 1) }
    guard pictures.isEmpty else {
      return Sandbox.Product.visualIntelligence.success([
        "total": .int(pictures.count), "resource": .array(pictures.map(\.metadata)),
      ])
    }
    let index = try index(of: request.segment(fromEnd: 1))
    defer { library.assets[index].processing.countPoll() }
    return Sandbox.Product.visualIntelligence.success([
      "total": 1, "resource": .array([library.assets[index].metadata]),
    ])
  }

  mutating func downloadAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    let asset = library.assets[try index(of: request.segment(fromEnd: 1))]
    guard asset.processing.status == .succeeded, let resource = asset.resource else {
      throw Problem.invalid("Asset is not ready")
    }
    try payDownload(of: resource.content.byteCount)
    return Sandbox.Answer(
      headers: [
        "Content-Type": resource.contentType, "Content-Disposition": resource.disposition,
      ],
      body: Sandbox.Body(source: .stored(resource.content)))
  }

  mutating func deleteAsset(_ request: Sandbox.Request) throws -> Sandbox.Answer {
    library.assets.remove(at: try index(of: request.segment(fromEnd: 0)))
    return Sandbox.Product.visualIntelligence.success(.null)
  }

  func index(of assetID: String) throws -> Int {
    guard let index = library.assets.firstIndex(where: { $0.assetID == assetID }) else {
      throw Problem.invalid("Asset not found")
    }
    return index
  }
}
