import Foundation
import MemoriesKit

/// An image of the private image library.
struct Image {
  let imageID: UInt64
  let part: Sandbox.Part
  let scope: Scope
  let details: Video.Details

  var name: String { (part.fileName as NSString).deletingPathExtension }

  /// Where the image is stored, if the sandbox kept it.
  var location: Location? {
    part.content.map { _ in Location(bucket: "mavi-image", blob: "\(imageID)/\(part.fileName)") }
  }

  var resource: Resource? {
    part.content.map {
      Resource(
        fileName: part.fileName, contentType: part.contentType ?? "application/octet-stream",
        content: $0)
    }
  }

  /// The item in the answer to a search.
  func item(score: Double) -> JSONValue {
    var item = Members()
    item["id"] = .int(imageID)
    item["name"] = .string(name)
    item["datetime_taken"] = details.capturedAt.map { .int($0.milliseconds) }
    item["camera_model"] = details.cameraModel.map { .string($0) }
    item["latitude"] = details.latitude.map { .double($0) }
    item["longitude"] = details.longitude.map { .double($0) }
    item["score"] = .double(score)
    item.add(location)
    return .object(item.list)
  }
}

extension Video {
  /// Where the keyframe of a described picture is stored, named after its second as in the documented
  /// examples.
  func keyframe(of picture: Sandbox.Picture) -> Location? {
    guard let second = Int(exactly: picture.start.rounded(.down)) else { return nil }
    let digits = String(second)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return Location(bucket: "mavi-keyframe", blob: "\(videoNo)/keyframe-\(padded).jpg")
  }

  func resource(of picture: Sandbox.Picture) -> Resource {
    Resource(
      fileName: "keyframe.jpg", contentType: "image/jpeg",
      content: StoredContent(.memory(picture.data), byteCount: Int64(picture.data.count)))
  }
}
