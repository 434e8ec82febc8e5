import Formats

/// The settings of Spring, Quarkus and Micronaut: of them the names of models and of whose they are is kept, for
/// the clients that these make of settings and whose code names no model.
enum FrameworkSettings {
  /// Keys below which the settings of each provider stand.
  private static let owners: Set<String> = ["ai", "langchain4j"]
  private static let endings: Set<String> = ["properties", "yml", "yaml"]
  private static let limit = 32

  static func wants(_ entry: FileEntry) -> Bool {
    entry.lowercasedName.hasPrefix("application") && endings.contains(entry.fileExtension)
      && entry.size <= ProjectManifests.deploymentLimit
  }

  /// The values of keys that name models: other values may be secrets.
  static func models(
    _ file: InspectedFile, _ texts: SourceTextFacts
  ) throws(Unreadable) -> [ProjectSettings.Entry] {
    let roots =
      file.entry.fileExtension == "properties"
      ? [PropertiesDocument.parse(try file.contents(limit: ProjectManifests.deploymentLimit))]
      : try file.yaml()
    var found: [ProjectSettings.Entry] = []
    for root in roots.prefix(16) { visit(root, [], texts, &found) }
    return found
  }

  private static func visit(
    _ node: DocumentNode, _ keys: [String], _ texts: SourceTextFacts,
    _ found: inout [ProjectSettings.Entry]
  ) {
    guard keys.count < 16, found.count < limit else { return }
    for entry in node.entries where entry.key.allSatisfy({ !$0.isWhitespace }) {
      let here = keys + [entry.key]
      // `spring.ai.openai.api-key`: of values that may be secrets nothing is kept.
      if let parent = keys.last, Self.owners.contains(parent), entry.value.isMapping {
        found.append(ProjectSettings.Entry(keys: here, value: ""))
      }
      if let text = entry.value.text, texts.namesModel(entry.key) {
        let value = VariableText.defaultValue(of: text)
        guard (1...128).contains(value.utf8.count), value.allSatisfy({ !$0.isWhitespace }) else {
          continue
        }
        found.append(ProjectSettings.Entry(keys: here, value: value))
      } else {
        visit(entry.value, here, texts, &found)
      }
    }
  }
}
