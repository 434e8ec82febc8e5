public import Catalog
public import Estate
import Formats

/// Reads schemas and migrations of databases for tables that hold vectors, for functions that search these, and for
/// the models and prompts that their statements write: defaults of columns, and rows to begin with.
public struct DatabaseSchemaDetector: Detector {
  public let name = "database-schemas"
  public let collects: Set<RelationKind> = [.usesModel]
  /// The engine by the type of a column.
  private let engines: [String: String]
  private let scopes: PathScopes
  private let files: AgentFileFacts

  /// A larger file is a dump: 4 MiB.
  private static let sizeLimit = 4 << 20

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    scopes = try PathScopes(knowledge: knowledge)
    files = try AgentFileFacts(knowledge)
    let root = try knowledge.required("Catalog/vector-stores.yaml").root
    engines = root["columns"]?.textsByKey ?? [:]
  }

  public func wants(_ entry: FileEntry) -> Bool {
    !entry.isBinary && entry.size <= Self.sizeLimit
      && ["sql", "prisma"].contains(entry.fileExtension)
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    let scope = scopes.scope(of: entry.pathInRepository)
    guard scope != "vendored" else { return }
    let bytes = try file.contents(limit: Self.sizeLimit)
    if entry.fileExtension == "sql" {
      SeedRecording(files: files, entry: entry, scope: scope)
        .record(SQLStatement.all(in: bytes), &record)
    }
    let columns =
      entry.fileExtension == "prisma"
      ? PrismaSchema(bytes).columns
      : SQLSchema(bytes, searchedBy: Set(engines.keys)).columns
    for column in columns {
      guard let engine = engines[column.type] else { continue }
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let index = record.asset(
        AssetID(
          .vectorIndex, "repo", "\(ProjectFolder(of: entry).native)#\(engine)/\(column.table)"),
        .vectorIndex, name: PlainLine.of(column.table),
        properties: ["engine": .text(engine), "scope": .text(scope)], line: column.line,
        confidence: scope == "product" ? 0.9 : 0.7)
      record.relation(.contains, from: entry.repository.id, to: index, line: column.line)
      // A column far below the name of its table: both are where a reader looks.
      if let first = column.tableLine, column.line - first > 2 {
        record.asset(index, .vectorIndex, name: PlainLine.of(column.table), line: first)
      }
    }
  }
}
