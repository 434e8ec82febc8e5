public import Estate
import Formats

/// Records what CODEOWNERS says, as a signal on the repository; `Classification` gives the owners.
public struct CodeOwnersDetector: Detector {
  public let name = "code-owners"
  public let collects: Set<RelationKind> = [.ownedBy]

  public init() {}

  public func wants(_ entry: FileEntry) -> Bool {
    entry.name == "CODEOWNERS" && CodeOwnersFile.places.contains(String(entry.pathInRepository))
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let parsed = CodeOwnersFile(text: String(decoding: try file.contents(), as: UTF8.self))
    let place = CodeOwnersFile.places.firstIndex(of: String(file.entry.pathInRepository)) ?? 0
    let rules = parsed.rules.map { rule in
      Value.map([
        "pattern": .text(rule.pattern), "owners": .texts(rule.owners), "line": .integer(rule.line),
      ])
    }
    record.signal(
      "repository.codeowners", on: file.entry.repository.id,
      detail: ["rules": .list(rules), "precedence": .integer(place)])
    for line in parsed.rejected.prefix(20) {
      record.skipped("line \(line.line): \(line.reason)")
    }
  }
}
