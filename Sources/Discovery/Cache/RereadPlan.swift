import Estate

/// Which files of a walk must be looked at, and what the last scan knows of them.
struct RereadPlan: Sendable {
  /// A file to be looked at, or one whose outcome is to be decoded.
  struct Pending: Sendable {
    /// Position in the walk's result.
    let file: Int
    /// Row of the last scan's table; nil where it does not know the file.
    var row: Int?
    /// Whether the file is for certain as it was then.
    var isSame = false
  }

  private(set) var pending: [Pending] = []
  /// For each file of which nothing is pending, its row; for others -1. Nothing was seen in them.
  private(set) var rows: [Int32] = []

  /// Both are in the order of their paths.
  init(_ found: FileWalk.Result, _ table: OutcomeTable?) {
    guard let table else {
      pending = found.files.indices.map { Pending(file: $0) }
      return
    }
    let repositories = Self.positions(of: table.repositories, in: found.repositories)
    rows = [Int32](repeating: -1, count: found.files.count)
    var next = 0
    table.content.withUnsafeBytes { content in
      for (index, file) in found.files.enumerated() {
        var order: Int32 = -1
        while next < table.count {
          let known = UnsafeRawBufferPointer(rebasing: content[table.path(of: next)])
          order = file.path.bytes.withUnsafeBytes { FilePath.order(known, $0) }
          if order >= 0 { break }
          next += 1
        }
        let repository = order == 0 ? table.repository(of: next) : -1
        guard repositories.indices.contains(repository),
          repositories[repository] == file.repository
        else {
          pending.append(Pending(file: index))
          continue
        }
        let isSame =
          table.flags(of: next).contains(.isSettled) && table.identity(of: next) == file.identity
        if isSame, table.outcome(of: next).isEmpty {
          rows[index] = Int32(next)
        } else {
          pending.append(Pending(file: index, row: next, isSame: isSame))
        }
      }
    }
  }

  /// For each repository of the table its position now; nil where it is not the same any more: what
  /// detectors saw may depend on it.
  private static func positions(
    of known: [RepositoryIdentity], in found: [GitRepository.Metadata]
  ) -> [Int?] {
    func texts(_ identity: RepositoryIdentity) -> [[UInt8]] {
      [identity.folder, identity.name, identity.id.text].map { Array($0.utf8) }
    }
    let positions = Dictionary(
      found.enumerated().map { (texts($1.identity), $0) }, uniquingKeysWith: { first, _ in first })
    return known.map { positions[texts($0)] }
  }
}
