import Estate
import Formats

/// Packages that notebooks install: `%pip install`, `!conda install`, `install.packages`.
extension PackagesDetector {
  private static let limit = 5000

  func inspect(
    _ inspected: InspectedNotebook, _ entry: FileEntry, _ record: inout Recorder
  ) {
    var installs = installs(in: inspected.code)
    if installs.count > Self.limit {
      record.skipped("installs too many packages: only the first are recorded")
      installs = Array(installs.prefix(Self.limit))
    }
    let names = Set(installs.map(\.dependency.name))
    let found = installs.compactMap { install -> Match? in
      guard install.dependency.source != .path,
        let entry = catalog.entry(for: install.dependency, among: names)
      else { return nil }
      return Match(dependency: install.dependency, entry: entry, cell: install.cell)
    }
    guard !found.allSatisfy(\.entry.isWeak) else { return }
    let scope = scopes.scope(of: entry.pathInRepository)
    let notebook =
      scope == "vendored"
      ? nil
      : NotebookAsset(entry, language: inspected.notebook.language).record(&record, scope: scope)
    for match in found {
      let package = recordPackage(match, .requirements, scope, &record)
      guard let notebook else { continue }
      record.relation(
        .dependsOn, from: notebook, to: package, line: match.dependency.line, cell: match.cell)
    }
  }

  private func installs(in code: NotebookCode) -> [(dependency: DeclaredDependency, cell: Int?)] {
    var installs: [(dependency: DeclaredDependency, cell: Int?)] = []
    for command in code.commands {
      for words in AICommands.commands(of: command.text) {
        installs += InstallCommand.dependencies(words, line: command.line).map {
          ($0, command.cell > 0 ? command.cell : nil)
        }
      }
    }
    for passage in code.passages where passage.language == "r" {
      installs += RInstalls.dependencies(in: passage.text, firstLine: passage.line).map {
        ($0, passage.cell > 0 ? passage.cell : nil)
      }
    }
    return installs.filter { catalog.wants($0.dependency.ecosystem, $0.dependency.name) }
  }
}
