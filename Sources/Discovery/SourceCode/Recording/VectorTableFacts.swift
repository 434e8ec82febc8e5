import Formats

/// How programs make tables and columns of vectors: by statements, migrations and schemas.
struct VectorTableFacts: Sendable {
  let statements: [VectorStatement]
  /// Methods of migrations that begin a table.
  let tables: Set<String>
  /// What they call the table in which they add a column of vectors, and the methods that do it with the engine.
  let receivers: Set<String>
  let columns: [String: String]
  /// Methods that say that a class has vectors, with the engine.
  let records: [String: String]
  /// Schemas in code: the module, the functions of tables, and those of columns of vectors with the engine.
  let schema: (module: String, tables: Set<String>, columns: [String: String])

  init(_ root: DocumentNode) {
    func list(_ key: String) -> Set<String> { Set(root.at(key)?.scalars ?? []) }
    func engines(_ key: String) -> [String: String] { root.at(key)?.textsByKey ?? [:] }
    statements = (root["statements"]?.items ?? []).compactMap { node in
      guard let all = node["all"]?.scalars, let name = node["name_after"]?.text,
        let engine = node["engine"]?.text
      else { return nil }
      return VectorStatement(all: all, nameAfter: name, engine: engine)
    }
    tables = list("migrations.tables")
    receivers = list("migrations.receivers")
    columns = engines("migrations.columns")
    records = engines("migrations.records")
    schema = (
      root.at("schemas.module")?.text ?? "", list("schemas.tables"), engines("schemas.columns")
    )
  }
}
