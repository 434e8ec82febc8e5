import Formats

/// Which values of files of settings are kept for the code that reads them: paths and names, and never what may
/// be a secret.
struct ProjectSettingsReader: Sendable {
  private let files: LearningSettings
  private static let limit = 256
  /// Larger files hold data, not settings: 256 KiB.
  static let sizeLimit = 256 << 10

  init(_ files: LearningSettings) { self.files = files }

  func wants(_ entry: FileEntry) -> Bool {
    entry.size <= Self.sizeLimit && ["yaml", "yml", "json", "toml"].contains(entry.fileExtension)
      && files.mayBe(entry.pathInRepository)
  }

  func entries(of bytes: [UInt8], _ ending: String) -> [ProjectSettings.Entry] {
    let limits = DocumentLimits(depth: 32, nodes: 20_000)
    let roots: [DocumentNode] =
      switch ending {
      case "json":
        [try? JSONDocument.parse(bytes, dialect: .json5, limits: limits)].compactMap { $0 }
      case "toml": [try? TOMLDocument.parse(bytes, limits: limits)].compactMap { $0 }
      default: (try? YAMLDocument.parse(bytes, limits: limits)) ?? []
      }
    var found: [ProjectSettings.Entry] = []
    for root in roots.prefix(4) { visit(root, [], &found) }
    return found
  }

  private func visit(
    _ node: DocumentNode, _ keys: [String], _ found: inout [ProjectSettings.Entry]
  ) {
    guard keys.count < 12, found.count < Self.limit else { return }
    if let text = node.text {
      guard let key = keys.last, files.mayKeep(text, under: key) else { return }
      found.append(ProjectSettings.Entry(keys: keys, value: text))
      return
    }
    for entry in node.entries where Self.isName(entry.key) {
      visit(entry.value, keys + [entry.key], &found)
    }
  }

  private static func isName(_ key: String) -> Bool {
    (1...64).contains(key.utf8.count)
      && key.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D: true
        default: false
        }
      }
  }
}
