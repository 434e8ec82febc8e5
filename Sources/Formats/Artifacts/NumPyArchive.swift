/// Arrays that NumPy keeps in a zip archive, `.npz`.
enum NumPyArchive {
  private static let mostMembers = 10_000

  static func matches(_ zip: ZipDirectory) -> Bool {
    !zip.entries.isEmpty && zip.entries.allSatisfy { $0.name.hasSuffix(".npy") }
  }

  /// - Parameter weightNames: Words of which a name of weights has one. Arrays without such names, and
  ///   without objects, are data.
  static func read(
    _ zip: ZipDirectory, weightNames: Set<String>, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    guard zip.entries.count <= mostMembers else {
      throw .limit("a NumPy archive of \(zip.entries.count) arrays")
    }
    var tally = TensorTally()
    var named = 0
    for entry in zip.entries {
      let words = entry.name.dropLast(4).lowercased().split { !$0.isLetter }
      if words.contains(where: { weightNames.contains(String($0)) }) { named += 1 }
      let array = try NumPyArray(zip.open(entry, limit: 1 << 17))
      header.version = array.version
      if array.holdsObjects { header.features.insert(.objectArrays) }
      try tally.add(type: array.type, shape: array.shape)
    }
    guard named >= 2 || header.features.contains(.objectArrays) else { throw .unrelated }
    header.adopt(tally)
  }
}
