import Foundation
import Yams

/// Swift source that holds every catalogue, rule and framework file, as JSON.
///
/// JSON, because the binary must start in milliseconds and reads it many times faster than YAML; the
/// reader of overlays still takes YAML, with its line numbers.
enum EmbeddedSource {
  static func generate(from root: URL) throws -> String {
    var entries: [String] = []
    for folder in ["Catalog", "Rules", "Frameworks"] {
      for url in files(under: root.appending(path: folder)) {
        let path = String(url.path.dropFirst(root.path.count + 1))
        let json = try json(of: url)
        entries.append(
          "    EmbeddedFile(path: \(literal(path)), json: \(literal(json))),")
      }
    }
    return """
      // Made from Catalog/, Rules/ and Frameworks/ by CatalogCompiler.
      extension EmbeddedFile {
        static let all: [EmbeddedFile] = [
      \(entries.joined(separator: "\n"))
        ]
      }

      """
  }

  private static func files(under folder: URL) -> [URL] {
    let contents = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (contents?.compactMap { $0 as? URL } ?? [])
      .filter { ["yaml", "json"].contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }

  private static func json(of url: URL) throws -> String {
    let text = try String(contentsOf: url, encoding: .utf8)
    if url.pathExtension == "json" { return text }
    let documents: [Any]
    do {
      let read = try Yams.load_all(yaml: text)
      documents = Array(read).compactMap { $0 }
      // A document that cannot be read ends the sequence without a word.
      if let error = read.error { throw error }
    } catch {
      throw CompilerError("\(url.path): \(error)")
    }
    // A file of several documents becomes an array of them, each a rule.
    let value: Any = documents.count == 1 ? documents[0] : documents
    let data = try JSONSerialization.data(
      withJSONObject: plain(value),
      options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
    return String(decoding: data, as: UTF8.self)
  }

  /// Dates, which YAML reads as such, go back to the text that JSON can hold.
  private static func plain(_ value: Any) -> Any {
    switch value {
    case let map as [String: Any]: return map.mapValues(plain)
    case let map as [AnyHashable: Any]:
      return Dictionary(uniqueKeysWithValues: map.map { ("\($0.key)", plain($0.value)) })
    case let list as [Any]: return list.map(plain)
    case let date as Date: return date.formatted(.iso8601)
    default: return value
    }
  }

  private static func literal(_ text: String) -> String {
    var hashes = "#"
    while text.contains("\"" + hashes) || text.contains("\\" + hashes) { hashes += "#" }
    let line = text.replacingOccurrences(of: "\n", with: "\\\(hashes)n")
      .replacingOccurrences(of: "\r", with: "\\\(hashes)r")
    return "\(hashes)\"\(line)\"\(hashes)"
  }
}
