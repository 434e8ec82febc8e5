/// What is kept of a file to tell data sets by what stands around them.
enum DataFileFragment: Equatable {
  /// A file of rows.
  case table
  /// A manifest of a project that learns.
  case project
  /// Code that reads files of these names.
  case reader([String])

  var encoded: (head: [UInt8], body: [UInt8]) {
    switch self {
    case .table: ([0x74], [])
    case .project: ([0x70], [])
    case .reader(let names): ([0x72], Array(names.sorted().joined(separator: "\n").utf8))
    }
  }

  /// Nil for what no version has kept.
  init?(_ fragment: FileFragment) throws(DamagedCache) {
    switch fragment.head.first {
    case 0x74: self = .table
    case 0x70: self = .project
    case 0x72:
      let body = try fragment.body()
      self = .reader(body.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
    default: return nil
    }
  }
}
