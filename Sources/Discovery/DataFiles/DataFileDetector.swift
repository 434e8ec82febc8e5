public import Catalog
public import Estate
import Formats

/// Finds files of rows that models are tested or trained with, by what they hold or what stands around them, and
/// those that define an evaluation.
public struct DataFileDetector: Detector {
  public let name = "data-files"
  public let collects: Set<RelationKind> = []
  private let shapes: DataFileShapes
  private let tables: DataTableFacts
  private let scopes: PathScopes

  /// Larger documents are not read whole; of lines the first is enough: 4 MiB.
  private static let sizeLimit = 4 << 20
  private static let lineLimit = 64 << 10
  private static let limits = DocumentLimits(depth: 32, nodes: 200_000)
  /// Longer code is generated.
  private static let codeLimit = 8 << 20

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    shapes = try DataFileShapes(knowledge)
    tables = DataTableFacts(
      try knowledge.required("Catalog/data-files.yaml").root["tables"])
    scopes = try PathScopes(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    mayHoldRows(entry) || tables.mayBe(entry) || isCode(entry) || manifest(entry) != nil
  }

  private func mayHoldRows(_ entry: FileEntry) -> Bool {
    !entry.isBinary && entry.size > 8 && shapes.isOfRows(entry.fileExtension)
      && shapes.place(entry.pathInRepository) != nil
  }

  private func isCode(_ entry: FileEntry) -> Bool {
    !entry.isBinary && entry.size <= Self.codeLimit
      && tables.codeEndings.contains(entry.fileExtension)
  }

  private func manifest(_ entry: FileEntry) -> ManifestFormat? {
    guard !entry.isBinary, entry.size <= Self.sizeLimit,
      let format = ManifestFormat(fileName: entry.name), !format.isLock
    else { return nil }
    return format
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    let scope = scopes.scope(of: entry.pathInRepository, considersName: false)
    guard scope != "vendored", scope != "generated" else { return }
    if mayHoldRows(entry), let place = shapes.place(entry.pathInRepository),
      let (kind, name, line) = try found(file, place)
    {
      return self.record(kind, name, entry, scope, line: line, &record)
    }
    // What tests are written with teaches nothing.
    guard scope != "test" else { return }
    if let kept = around(file) {
      let (head, body) = kept.encoded
      record.keep(head, body: body)
    }
  }

  /// What the file is to others, which none of them says alone. What cannot be read has readers of its own that
  /// say so.
  private func around(_ file: InspectedFile) -> DataFileFragment? {
    let entry = file.entry
    if tables.mayBe(entry) { return .table }
    if isCode(entry) {
      guard let bytes = try? file.contents(limit: Self.codeLimit) else { return nil }
      let names = DataMentions(in: bytes, tables).names
      return names.isEmpty ? nil : .reader(names.sorted())
    }
    guard let format = manifest(entry), let bytes = try? file.contents(limit: Self.sizeLimit)
    else { return nil }
    let packages = tables.packages
    let parsed = try? Manifest.parse(bytes, as: format) { _, name in packages.contains(name) }
    return parsed?.dependencies.isEmpty == false ? .project : nil
  }

  public func link(
    _ fragments: [FileFragment], _ linking: Linking
  ) throws(DamagedCache) -> [Observations] {
    try DataFileLinking(facts: tables, scopes: scopes, linking: linking, detector: name)
      .link(fragments)
  }

  private func record(
    _ kind: DataFileShapes.Kind, _ name: String?, _ entry: FileEntry, _ scope: String, line: Int,
    _ record: inout Recorder
  ) {
    let isSet = kind == .evaluation
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(
        isSet ? .evaluation : .dataset, "repo",
        "\(entry.repository.native)/\(entry.pathInRepository)"),
      isSet ? .evaluation : .dataset, name: PlainLine.of(name ?? String(entry.name)),
      properties: ["scope": .text(scope)], line: line, confidence: 0.8)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
  }

  private typealias Found = (kind: DataFileShapes.Kind, name: String?, line: Int)

  private func found(
    _ file: InspectedFile, _ place: DataFileShapes.Place
  ) throws(Unreadable) -> Found? {
    switch file.entry.fileExtension {
    case "csv", "tsv":
      guard let line = firstLine(of: try file.read(at: 0, count: Self.lineLimit)) else {
        return nil
      }
      let separator: Character = file.entry.fileExtension == "tsv" ? "\t" : ","
      let columns = String(decoding: line, as: UTF8.self).lowercased().split(separator: separator)
        .map { $0.filter { $0 != "\"" && !$0.isWhitespace && $0 != "\u{FEFF}" } }
      return shapes.isRow(Set(columns), at: place) ? (.rows, nil, 1) : nil
    case "jsonl", "ndjson":
      guard let line = firstLine(of: try file.read(at: 0, count: Self.lineLimit)),
        let row = try? JSONDocument.parse(line, dialect: .json5, limits: Self.limits)
      else { return nil }
      let keys = Set(row.entries.prefix(64).map { $0.key.lowercased() })
      return shapes.isRow(keys, at: place) ? (.rows, nil, 1) : nil
    default:
      guard file.entry.size <= Self.sizeLimit, let root = document(try file.contents(), file.entry),
        let kind = shapes.kind(of: root, at: place)
      else { return nil }
      let named = ["name", "eval_set_id", "evalSetId"].lazy.compactMap { root[$0] }
        .first { $0.text.map(isName) == true }
      return (kind, named?.text, named?.line ?? 1)
    }
  }

  /// None where the file is not of the form that its name says: whoever it is meant for will tell.
  private func document(_ bytes: [UInt8], _ entry: FileEntry) -> DocumentNode? {
    if entry.fileExtension == "json" {
      return try? JSONDocument.parse(bytes, dialect: .json5, limits: Self.limits)
    }
    return try? YAMLDocument.parse(bytes, limits: Self.limits).first
  }

  /// Whether a name is one that people give, and no number that a program made up.
  private func isName(_ text: String) -> Bool {
    !text.isEmpty && !(text.utf8.count == 36 && text.allSatisfy { $0.isHexDigit || $0 == "-" })
  }

  /// The first line with something in it; nil where it does not end.
  private func firstLine(of bytes: [UInt8]) -> [UInt8]? {
    for line in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 8) where line.count > 2 {
      return line.endIndex == bytes.endIndex && bytes.count >= Self.lineLimit ? nil : Array(line)
    }
    return nil
  }
}
