import Foundation

/// A file of the overlay folder.
struct OverlayFile: Sendable {
  /// Path relative to the overlay folder.
  let path: String
  let contents: [UInt8]
}

/// Reads the files of an overlay folder.
enum OverlayFolder {
  /// Folders below the overlay folder that are followed.
  private static let depthLimit = 16

  static func files(in folder: String) throws(KnowledgeError) -> [String: OverlayFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw KnowledgeError(path: folder, "no such folder") }
    var files: [String: OverlayFile] = [:]
    for area in ["Catalog", "Rules", "Frameworks"] {
      try collect(area, in: folder, depth: 1, into: &files)
    }
    return files
  }

  private static func collect(
    _ path: String, in folder: String, depth: Int, into files: inout [String: OverlayFile]
  ) throws(KnowledgeError) {
    let full = "\(folder)/\(path)"
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else { return }
    if isFolder.boolValue {
      guard depth <= depthLimit else { throw KnowledgeError(path: full, "folders too deep") }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: full)) ?? []
      for name in names.sorted() where !name.hasPrefix(".") {
        try collect("\(path)/\(name)", in: folder, depth: depth + 1, into: &files)
      }
    } else if path.hasSuffix(".yaml") || path.hasSuffix(".json") {
      guard let contents = FileManager.default.contents(atPath: full) else {
        throw KnowledgeError(path: full, "cannot be read")
      }
      files[path] = OverlayFile(path: path, contents: Array(contents))
    }
  }
}
