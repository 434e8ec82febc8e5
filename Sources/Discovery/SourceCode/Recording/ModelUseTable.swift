import Estate

/// Which models agents and projects are known to use, for calls that do not say which.
struct ModelUseTable {
  private var models: [AssetID: [AssetID]] = [:]
  private var members: [AssetID: [AssetID]] = [:]
  private var byFile: [Int: [AssetID]] = [:]
  private var byProject: [String: [AssetID]] = [:]
  /// By each folder around the projects, the first few.
  private var byFolder: [Substring: [AssetID]] = [:]
  private var all: [AssetID] = []
  private var roles: [AssetID: String] = [:]

  /// A call says nothing of which of more models than this it asks.
  static let choices = 3
  /// The same of providers: who can ask any of several asks one of them.
  static let providerChoices = 40
  /// Most that is kept of a folder around projects, which may hold many.
  private static let mostOfFolder = 24

  mutating func note(
    _ kind: RelationKind, from tail: AssetID, to head: AssetID, file: Int, project: String,
    repository: String
  ) {
    switch kind {
    case .usesModel:
      Self.add(head, to: &models[tail, default: []])
      Self.add(head, to: &byFile[file, default: []])
      Self.add(head, to: &byProject[project, default: []])
      for folder in Self.folders(around: project, in: repository) {
        if byFolder[folder, default: []].count < Self.mostOfFolder {
          Self.add(head, to: &byFolder[folder, default: []])
        }
      }
      Self.add(head, to: &all)
    case .delegatesTo: Self.add(head, to: &members[tail, default: []])
    default: break
    }
  }

  mutating func note(role: String, of model: AssetID) {
    if roles[model] == nil { roles[model] = role }
  }

  /// Who uses more models than these has a table of them, of which the first tell as much as all.
  private static let mostModels = 256

  private static func add(_ id: AssetID, to list: inout [AssetID]) {
    if list.count < mostModels, !list.contains(id) { list.append(id) }
  }

  /// The folders of a repository around that of a project, the innermost first.
  private static func folders(around project: String, in repository: String) -> [Substring] {
    var folders: [Substring] = []
    var rest = project[...]
    while folders.count < 16, rest.utf8.count > repository.utf8.count,
      let slash = rest.lastIndex(of: "/")
    {
      rest = rest[..<slash]
      folders.append(rest)
    }
    return folders
  }

  /// The models of an agent, else of the agents that it hands work to.
  func models(of agent: AssetID) -> [AssetID] {
    var (level, seen): ([AssetID], Set<AssetID>) = ([agent], [agent])
    for _ in 0..<4 where !level.isEmpty {
      let found = level.flatMap { models[$0] ?? [] }
      if !found.isEmpty { return Set(found).sorted() }
      level = level.flatMap { members[$0] ?? [] }.filter { seen.insert($0).inserted }
    }
    return []
  }

  /// What a call of a model that is not named may ask: the few models of the file in that role, else its few
  /// providers, else those of the project, of the folders around it, or of the repository. Where there are only
  /// more, all of the nearest, which tell no more than whose they are.
  func candidates(
    inFile file: Int, of project: String, in repository: String, role: String?
  ) -> [AssetID] {
    let around = Self.folders(around: project, in: repository).map { byFolder[$0] ?? [] }
    var crowd: [AssetID] = []
    for used in [byFile[file] ?? [], byProject[project] ?? []] + around + [all] {
      for kind in [AssetKind.model, .provider] {
        let fitting = used.filter { $0.kind == kind && fits(roles[$0], role) }
        let most = kind == .provider ? Self.providerChoices : Self.choices
        if (1...most).contains(fitting.count) { return fitting.sorted() }
        if crowd.isEmpty, fitting.count > most { crowd = fitting }
      }
    }
    return crowd
  }

  private func fits(_ known: String?, _ wanted: String?) -> Bool {
    guard let known else { return true }
    return known == (wanted ?? "chat")
  }
}
