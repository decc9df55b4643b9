/// The example bodies of the documentation, page by page.
enum JSONDocumentedAnswers {
  /// Visual Search, "Upload Video from File": the example answer.
  static let upload = """
    {
      "code": "0000",
      "msg": "success",
      "data": {
        "videoNo": "VI568102998803353600",
        "videoName": "1be6a69f3c6e49bf986235d68807ab1f",
        "videoStatus": "UNPARSE",
        "uploadTime": "1744905509814"
      },
      "success": true,
      "failed": false
    }
    """

  /// Visual Search, "Upload Video from File": the second example, without the two flags.
  static let uploadWithoutFlags = """
    {
        "code": "0000",
        "msg": "success",
        "data": {
            "videoNo": "VI568102998803353600",
            "videoName": "1be6a69f3c6e49bf986235d68807ab1f",
            "videoStatus": "UNPARSE",
            "uploadTime": "1744905509814"
        }
    }
    """

  /// Visual Search, "Upload Video from File": what is posted to the callback.
  static let callback = """
    {
        "videoNo": "VI554046065381212160",
        "status": "PARSE"
    }
    """

  /// Visual Search, "Search Clips by Image": the example answer of the operation.
  static let clipsByImage = """
    {
      "code": "0000",
      "msg": "success",
      "data": [
        {
          "start_time": 12.5,
          "end_time": 18.2,
          "score": 0.8631,
          "video_bucket": "mavi-resource",
          "video_blob": "VI576925607808602112.mp4"
        },
        {
          "start_time": 42,
          "end_time": 47.8,
          "score": 0.8124,
          "video_bucket": "mavi-resource",
          "video_blob": "VI576925607808602112.mp4"
        }
      ],
      "success": true,
      "failed": false
    }
    """

  /// Visual Search, "Search Clips by Image": the same in the text of the page, where a whole
  /// second has a fraction.
  static let clipsByImageWithFractions = clipsByImage.replacing("42,", with: "42.0,")

  /// Visual Search, download by bucket and blob: the four errors.
  static let downloadErrors = [
    "Bucket cannot be null or empty",
    "Blob cannot be null or empty",
    "Resource does not exist",
    "Insufficient balance to download the resource. Please recharge and try again.",
  ].map { message in
    """
    {
        "code": "0001",
        "msg": "\(message)",
        "data": null,
        "success": false,
        "failed": true
    }
    """
  }

  static let all =
    [upload, uploadWithoutFlags, callback, clipsByImage, clipsByImageWithFractions]
    + downloadErrors
}
