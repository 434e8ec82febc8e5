import Formats

extension InspectedFile {
  /// Largest configuration file that is read: 16 MiB.
  static let configurationLimit = 16 << 20
  private static let documentLimits = DocumentLimits(depth: 128, nodes: 500_000)

  /// The documents of the file as YAML; at least one.
  func yaml() throws(Unreadable) -> [DocumentNode] {
    let bytes = try contents(limit: Self.configurationLimit)
    do {
      let documents = try YAMLDocument.parse(bytes, limits: Self.documentLimits)
      return documents.isEmpty ? [DocumentNode(.null, line: 1)] : documents
    } catch {
      throw Unreadable(error.description)
    }
  }

  /// The file as JSON with comments.
  func json() throws(Unreadable) -> DocumentNode {
    let bytes = try contents(limit: Self.configurationLimit)
    do {
      return try JSONDocument.parse(bytes, dialect: .json5, limits: Self.documentLimits)
    } catch {
      throw Unreadable(error.description)
    }
  }

  /// The file as JSON or YAML, by its name.
  func document() throws(Unreadable) -> DocumentNode {
    if entry.fileExtension == "json" { return try json() }
    return try yaml().first ?? DocumentNode(.null, line: 1)
  }

  /// The text of the file.
  func text(limit: Int = InspectedFile.configurationLimit) throws(Unreadable) -> String {
    TextDecoding.text(try contents(limit: limit))
  }
}

extension DocumentNode {
  /// The node at a place such as `spec.template.spec`.
  func at(_ path: String) -> DocumentNode? {
    var node = self
    for key in path.split(separator: ".") {
      guard let next = node[String(key)] else { return nil }
      node = next
    }
    return node
  }

  /// The scalars of a sequence, or the one scalar in its place.
  var scalars: [String] {
    isSequence ? items.compactMap(\.scalar) : [scalar].compactMap { $0 }
  }

  /// The texts of a mapping by their keys; the first of several under one key.
  var textsByKey: [String: String] {
    Dictionary(
      entries.compactMap { entry in entry.value.text.map { (entry.key, $0) } }
    ) { first, _ in first }
  }
}
