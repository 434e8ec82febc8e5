import Formats

/// A file under inspection as the readers of `Formats` see it.
struct InspectedBytes: ByteSource {
  let file: InspectedFile

  var size: Int { file.entry.size }

  func read(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    do {
      return try file.read(at: offset, count: count)
    } catch {
      throw .unreadable(error.reason)
    }
  }
}
