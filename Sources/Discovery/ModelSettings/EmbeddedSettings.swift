import Formats

/// Files of settings whose text stands in another: in the `data` of a ConfigMap, in a mount of a deployment, in a
/// file that a machine writes when it starts. They are read one level deep.
struct EmbeddedSettings {
  let facts: ModelSettingsFacts
  private let limits = DocumentLimits(depth: 48, nodes: 20_000)

  /// Largest text that is read, most of them, and most nodes of a document that are looked at.
  private static let sizeLimit = 128 << 10
  private static let limit = 32
  private static let nodeLimit = 20_000

  /// The documents that texts of a document hold, with the lines that they have in the whole file.
  func documents(in root: DocumentNode) -> [DocumentNode] {
    var found: [DocumentNode] = []
    var open = [(node: root, isOfFiles: false)]
    var (count, read) = (0, 0)
    while let (node, isOfFiles) = open.popLast(), count < Self.nodeLimit, read < Self.limit {
      count += 1
      let entries = node.entries
      lazy var file = entries.lazy.compactMap { facts.fileEnding($0.value.text ?? "") }.first
      for entry in entries {
        guard let text = entry.value.text else { continue }
        // By its own key, or by what names the file beside it.
        guard text.utf8.count <= Self.sizeLimit, text.contains("\n") || text.hasPrefix("{"),
          let ending = facts.fileEnding(entry.key)
            ?? (facts.fileTexts.contains(entry.key) ? file ?? (isOfFiles ? ".yaml" : nil) : nil)
        else { continue }
        read += 1
        let bytes = Array(text.utf8)
        guard facts.mayNameModels(bytes), let root = parse(bytes, ending), root.isMapping else {
          continue
        }
        // A text in a block begins below its key.
        let lines = text.contains("\n") ? entry.value.line : entry.value.line - 1
        found.append(root.moved(by: lines))
      }
      open += node.entries.map { ($0.value, isOfFiles || $0.key == "configs") }
        .filter { $0.0.isMapping || $0.0.isSequence }
      open += node.items.map { ($0, isOfFiles) }.filter { $0.0.isMapping || $0.0.isSequence }
    }
    return found
  }

  private func parse(_ bytes: [UInt8], _ ending: String) -> DocumentNode? {
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      return try? JSONDocument.parse(bytes, dialect: .json5, limits: limits)
    }
    switch ending {
    case ".toml": return try? TOMLDocument.parse(bytes, limits: limits)
    case ".properties", ".ini", ".env", ".conf": return PropertiesDocument.parse(bytes)
    default: return try? YAMLDocument.parse(bytes, limits: limits).first
    }
  }
}
