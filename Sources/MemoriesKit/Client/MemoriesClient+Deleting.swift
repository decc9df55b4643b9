extension MemoriesClient {
  /// Deletes any number of videos for good, and tells which ones are gone.
  ///
  /// The service agrees to every deletion, also of a video that it does not know, so its agreement
  /// proves nothing. This method lists the videos before and after, 100 at a time. Lists cost
  /// nothing.
  ///
  /// ```swift
  /// let result = try await client.delete(videoNos)
  /// guard result.remaining.isEmpty else { … }
  /// ```
  ///
  /// When it throws, some videos may be gone already. It can be called again with the same videos.
  ///
  /// - Parameters:
  ///   - videoNos: The videos; one that occurs twice counts once.
  ///   - scope: The named scope that the videos belong to. A video of another scope is not deleted,
  ///     and ends up among the ``VisualSearch/Deletion/unknown`` ones.
  ///   - options: What each call does differently.
  public func delete(
    _ videoNos: some Sequence<VisualSearch.VideoNo>, scope: LibraryScope? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> VisualSearch.Deletion {
    var seen: Set<VisualSearch.VideoNo> = []
    let videoNos = videoNos.filter { seen.insert($0).inserted }
    var deletion = VisualSearch.Deletion()
    var rest = videoNos[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(VisualSearch.DeleteVideos.maximumCount))
      rest = rest.dropFirst(part.count)
      let request = VisualSearch.DeleteVideos(part, scope: scope)
      try refuse(request.problems(), VisualSearch.DeleteVideos.self)
      let before = try await listed(part, in: scope, options)
      try await send(request, options: options)
      let after = try await listed(part, in: scope, options)
      for videoNo in part {
        if after.mayContain(videoNo) {
          deletion.remaining.append(videoNo)
        } else if before.videoNos.contains(videoNo) {
          deletion.deleted.append(videoNo)
        } else {
          deletion.unknown.append(videoNo)
        }
      }
    }
    return deletion
  }

  private struct Listed {
    var videoNos: Set<VisualSearch.VideoNo> = []
    var isComplete = false

    func mayContain(_ videoNo: VisualSearch.VideoNo) -> Bool {
      !isComplete || videoNos.contains(videoNo)
    }
  }

  private func listed(
    _ videoNos: [VisualSearch.VideoNo], in scope: LibraryScope?, _ options: CallOptions
  ) async throws -> Listed {
    var list = VisualSearch.ListVideos(scope: scope)
    list.videoNos = videoNos
    var listed = Listed()
    listed.isComplete = try await readAll(of: list, options) { videos in
      listed.videoNos.formUnion(videos.map(\.videoNo))
    }
    return listed
  }
}
