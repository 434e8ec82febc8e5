import Catalog
import Formats
import Foundation

/// A YAML file of a user's folder.
struct RuleFile {
  let path: String

  var folder: String {
    path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
  }
  var isPack: Bool { path.split(separator: "/").last == "pack.yaml" }

  func documents() throws(KnowledgeError) -> [DocumentNode] {
    guard let contents = FileManager.default.contents(atPath: path) else {
      throw KnowledgeError(path: path, "cannot be read")
    }
    guard contents.count <= RuleFolder.sizeLimit else {
      throw KnowledgeError(path: path, "larger than \(RuleFolder.sizeLimit) bytes")
    }
    do {
      return try YAMLDocument.parse(Array(contents))
    } catch {
      if case .syntax(let line, let message) = error {
        throw KnowledgeError(path: path, line: line, message)
      }
      throw KnowledgeError(path: path, error.description)
    }
  }
}

/// Finds the YAML files of a folder.
enum RuleFolder {
  static let sizeLimit = 1 << 20
  private static let countLimit = 10_000

  /// The `*.yaml` and `*.yml` files at or below a path, sorted.
  static func files(in path: String) throws(KnowledgeError) -> [RuleFile] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw KnowledgeError(path: path, "no such file or folder")
    }
    guard isFolder.boolValue else { return [RuleFile(path: path)] }
    let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    var names: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
      guard names.count < countLimit else {
        throw KnowledgeError(path: path, "more than \(countLimit) files")
      }
      names.append(name)
    }
    return names.sorted().map { RuleFile(path: "\(root)/\($0)") }
  }
}
