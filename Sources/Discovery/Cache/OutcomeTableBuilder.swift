import Estate

/// Makes an `OutcomeTable` anew, row by row in the order of the paths.
struct OutcomeTableBuilder {
  private typealias Row = OutcomeTable.Row

  private let repositories: [RepositoryIdentity]
  private var rows = ByteWriter()
  private var paths: [UInt8] = []
  private var outcomes: [UInt8] = []
  private var count = 0
  /// What `LinkMemory` wrote down, by its digest.
  var links: [FileDigest: ArraySlice<UInt8>] = [:]

  init(repositories: [RepositoryIdentity]) { self.repositories = repositories }

  /// What is to be known of a file.
  struct Entry {
    let identity: FileIdentity
    /// nil where the file was not read whole.
    let digest: FileDigest?
    /// Whether the same identity means the same content.
    let isSettled: Bool
    /// Position among the repositories.
    let repository: Int
    let isBinary: Bool
    /// Bytes of the file that were looked at.
    let bytes: Int
  }

  mutating func add(_ path: FilePath, _ entry: Entry, outcome: some Collection<UInt8>) {
    let identity = entry.identity
    for number in [
      UInt64(bitPattern: identity.size), UInt64(bitPattern: identity.modified),
      UInt64(bitPattern: identity.changed), identity.inode, identity.device,
    ] { rows.fixed(number) }
    rows.raw(entry.digest?.bytes ?? Array(repeating: 0, count: FileDigest.size))
    var flags: OutcomeTable.Flags = entry.isBinary ? .isBinary : []
    if entry.digest != nil { flags.insert(.hasDigest) }
    if entry.isSettled { flags.insert(.isSettled) }
    rows.fixed(UInt64(entry.bytes))
    append(path.bytes[...], outcome, repository: entry.repository, flags)
  }

  /// Adds a row of an earlier table as it is.
  mutating func copy(_ row: Int, of table: OutcomeTable, repository: Int) {
    rows.raw(table.content[table.ownColumns(of: row)])
    append(
      table.content[table.path(of: row)], table.content[table.outcome(of: row)],
      repository: repository, table.flags(of: row))
  }

  private mutating func append(
    _ path: ArraySlice<UInt8>, _ outcome: some Collection<UInt8>, repository: Int,
    _ flags: OutcomeTable.Flags
  ) {
    paths += path
    outcomes += outcome
    rows.fixed(UInt32(truncatingIfNeeded: paths.count))
    rows.fixed(UInt32(truncatingIfNeeded: outcomes.count))
    rows.fixed(UInt32(repository))
    rows.fixed(flags.rawValue)
    count += 1
  }

  /// The table in bytes; nil where it is larger than any that is read.
  func content(basis: FileDigest) -> [UInt8]? {
    var links = ByteWriter()
    for (key, bytes) in self.links.map({ ($0.bytes, $1) }).sorted(by: {
      $0.0.lexicographicallyPrecedes($1.0)
    }) {
      links.raw(key)
      links.counted(bytes)
    }
    let size = rows.bytes.count + paths.count + outcomes.count + links.bytes.count
    guard size < OutcomeTable.sizeLimit else { return nil }
    var writer = ByteWriter(reserving: size + (1 << 12))
    writer.raw(OutcomeTable.magic)
    writer.fixed(OutcomeTable.format)
    writer.raw(basis.bytes)
    for number in [count, paths.count, outcomes.count, links.bytes.count] {
      writer.fixed(UInt32(number))
    }
    writer.number(repositories.count)
    for repository in repositories {
      for text in [repository.id.text, repository.name, repository.folder] {
        writer.counted(text.utf8)
      }
    }
    writer.raw(rows.bytes)
    writer.raw(paths)
    writer.raw(outcomes)
    writer.raw(links.bytes)
    writer.raw(FileDigest(of: writer.bytes[...]).bytes)
    return writer.bytes.count <= OutcomeTable.sizeLimit ? writer.bytes : nil
  }
}
