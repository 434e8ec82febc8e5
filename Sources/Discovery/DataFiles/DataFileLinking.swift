import Estate
import Formats

/// Tells which files of rows are data sets: those that code reads which learns from them, and those in folders of
/// data of projects that learn.
struct DataFileLinking {
  let facts: DataTableFacts
  let scopes: PathScopes
  let linking: Linking
  let detector: String

  /// More tables in one folder are the parts of one set.
  private static let mostOfFolder = 20

  private struct Table {
    let fragment: FileFragment
    let isRead: Bool
  }

  func link(_ fragments: [FileFragment]) throws(DamagedCache) -> [Observations] {
    var tables: [FileFragment] = []
    var projects: [AssetID: [String]] = [:]
    var read: [AssetID: Set<String>] = [:]
    for fragment in fragments {
      switch try DataFileFragment(fragment) {
      case .table: tables.append(fragment)
      case .project:
        projects[fragment.repository.id, default: []].append(Self.folder(of: fragment))
      case .reader(let names): read[fragment.repository.id, default: []].formUnion(names)
      case nil: break
      }
    }
    guard !projects.isEmpty || !read.isEmpty else { return [] }
    var found: [String: [Table]] = [:]
    for table in tables {
      let name = table.pathInRepository.split(separator: "/").last?.lowercased() ?? ""
      let isRead = read[table.repository.id]?.contains(name) == true
      let folder = Self.folder(of: table)
      let isOfProject =
        facts.isInFolder(table.pathInRepository) && !name.hasSuffix(".json")
        && projects[table.repository.id]?.contains {
          $0.isEmpty || "\(folder)/".hasPrefix("\($0)/")
        }
          == true
      guard isRead || isOfProject else { continue }
      found["\(table.repository.id.text)/\(folder)", default: []]
        .append(Table(fragment: table, isRead: isRead))
    }
    return found.keys.sorted().flatMap { key in
      let tables = found[key] ?? []
      guard tables.count > Self.mostOfFolder, let first = tables.first else {
        return tables.map { observe($0, at: String($0.fragment.pathInRepository)) }
      }
      return [observe(first, at: Self.folder(of: first.fragment))]
    }
  }

  /// Folder of a file in its repository; empty at its root.
  private static func folder(of fragment: FileFragment) -> String {
    fragment.pathInRepository.split(separator: "/").dropLast().joined(separator: "/")
  }

  private func observe(_ table: Table, at path: String) -> Observations {
    let repository = table.fragment.repository
    var record = Recorder(
      source: linking.source, detector: detector, path: table.fragment.path)
    record.asset(repository.id, .repository, name: repository.name)
    let parts = path.split(separator: "/")
    let ending = table.fragment.pathInRepository.split(separator: ".").last?.lowercased() ?? ""
    let id = record.asset(
      AssetID(.dataset, "repo", path.isEmpty ? repository.native : "\(repository.native)/\(path)"),
      .dataset, name: PlainLine.of(parts.last.map(String.init) ?? repository.name),
      properties: [
        "scope": .text(scopes.scope(of: table.fragment.pathInRepository, considersName: false)),
        "format": .text(ending),
      ], line: 1, confidence: table.isRead ? 0.8 : 0.6)
    record.relation(.contains, from: repository.id, to: id, line: 1)
    return record.observations
  }
}
