/// The answers as plain structs for `JSONDecoder`: the members that the library reads, and no
/// leniency at all.
struct PlainEnvelope<Value: Decodable>: Decodable {
  let code: String?
  let msg: String?
  let success: Bool?
  let failed: Bool?
  let data: Value?
}

struct PlainVideo: Decodable {
  let videoNo: String
  let videoName: String?
  let status: String?
  let cause: String?
  let duration: Double?
  let size: Int64?
  let createTime: Int64?
  let datetimeTaken: Int64?
  let cameraModel: String?
  let latitude: Double?
  let longitude: Double?
  let tags: [String]?
  let bucket: String?
  let blob: String?
  let resolutionLabel: String?
  let fps: Double?
  let width: Int?
  let height: Int?

  private enum CodingKeys: String, CodingKey {
    case videoNo = "video_no"
    case videoName = "video_name"
    case status, cause, duration, size
    case createTime = "create_time"
    case datetimeTaken = "datetime_taken"
    case cameraModel = "camera_model"
    case latitude, longitude, tags, bucket, blob
    case resolutionLabel = "resolution_label"
    case fps, width, height
  }
}

struct PlainPage: Decodable {
  let currentPage: Int?
  let pageSize: Int?
  let totalCount: Int?
  let videos: [PlainVideo]?

  private enum CodingKeys: String, CodingKey {
    case currentPage = "current_page"
    case pageSize = "page_size"
    case totalCount = "total_count"
    case videos
  }
}

struct PlainClip: Decodable {
  let startTime: Double?
  let endTime: Double?
  let score: Double?
  let videoBucket: String?
  let videoBlob: String?

  private enum CodingKeys: String, CodingKey {
    case startTime = "start_time"
    case endTime = "end_time"
    case score
    case videoBucket = "video_bucket"
    case videoBlob = "video_blob"
  }
}
