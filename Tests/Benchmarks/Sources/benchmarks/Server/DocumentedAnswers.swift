/// The answers that the server gives: the documented examples.
enum DocumentedAnswers {
  /// Of the page visual-search/upload-video-from-file.
  static let upload = """
    {"code": "0000", "msg": "success", "data": {"videoNo": "VI568102998803353600", \
    "videoName": "1be6a69f3c6e49bf986235d68807ab1f", "videoStatus": "UNPARSE", \
    "uploadTime": "1744905509814"}, "success": true, "failed": false}
    """

  /// Of `GetMetadataResponse` in the provider's OpenAPI file.
  static let metadata = """
    {"code": "0000", "msg": "success", "data": {"video_no": "VI606404158946574336", \
    "video_name": "182082-867762198_tiny", "duration": 12, "size": 3284512, "status": "PARSE", \
    "create_time": 1754037217992, "resolution_label": "720P", "fps": 30, "width": 1280, \
    "height": 720, "datetime_taken": 1729388400000, "camera_model": "Canon EOS 5D", \
    "latitude": 39.9042, "longitude": 116.4074, "tags": ["holiday", "beijing", "api"], \
    "bucket": "mavi-resource", "blob": "VI606404158946574336.mp4"}, "success": true, \
    "failed": false}
    """
}
