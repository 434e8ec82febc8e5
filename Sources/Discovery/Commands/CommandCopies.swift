import Estate
import Formats

/// Records the data and models that a script carries between stores, or that its variables say the place of.
struct CommandCopies {
  let entry: FileEntry
  let scope: String
  let line: Int

  private var confidence: Double { scope == "product" ? 0.8 : 0.6 }

  /// Models and data in stores of clouds.
  func record(
    _ copies: [(address: StorageAddress, isModel: Bool)], _ record: inout Recorder
  ) {
    for (address, isModel) in copies {
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      guard isModel else {
        record.dataset(address, properties: ["scope": .text(scope)], line: line)
        continue
      }
      let name = address.path.split(separator: "/").last.map(String.init) ?? address.bucket
      let id = record.asset(
        AssetID(.modelArtifact, address.authority, address.native), .modelArtifact,
        name: PlainLine.of(name), properties: ["scope": .text(scope)], line: line,
        confidence: confidence)
      record.relation(.storedIn, from: id, to: record.store(address, line: line), line: line)
    }
  }

  /// Data whose place a variable says that is called so: `DATASET_LOC="https://example.org/rows.csv"`.
  func recordData(
    of variables: [(name: String, value: String)], _ learning: LearningSettings,
    _ record: inout Recorder
  ) {
    for (name, value) in variables where learning.namesData(variable: name) {
      guard value.utf8.count < 400, learning.kind(of: value) == .data, !value.contains("$") else {
        continue
      }
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      if let address = StorageAddress(value) {
        record.dataset(address, properties: ["scope": .text(scope)], line: line)
        continue
      }
      let id: AssetID
      if value.contains("://") {
        guard let address = ServerAddress(value), address.isHostKnown else { continue }
        id = AssetID(.dataset, "url", "\(address.host)\(address.path)")
      } else {
        guard let path = WrittenPath(value) else { continue }
        id = path.id(.dataset, in: entry.repository.native)
      }
      let last = value.split(separator: "/").last.map(String.init) ?? value
      record.asset(
        id, .dataset, name: PlainLine.of(last), properties: ["scope": .text(scope)], line: line,
        confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
    }
  }
}
