import Estate
import Formats

/// Records the data and models of a catalogue of Kedro.
struct KedroRecording {
  let files: MachineLearningFiles
  let entry: FileEntry
  let scope: String

  private static let limit = 1000

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    for item in root.entries.prefix(Self.limit) {
      guard let type = item.value["type"]?.text,
        type.hasSuffix("Dataset") || type.hasSuffix("DataSet"),
        let path = item.value["filepath"]?.text, !item.key.hasPrefix("_"), !item.key.contains("{"),
        !files.isInReports(path), files.isData(path) || files.isModel(path)
      else { continue }
      let kind: AssetKind =
        files.isInModels(path) && files.isModel(path) ? .modelArtifact : .dataset
      let id =
        StorageAddress(path).map { AssetID(kind, $0.authority, $0.native) }
        ?? AssetID(kind, "repo", "\(entry.repository.native)/\(plain(path))")
      record.asset(
        id, kind, name: PlainLine.of(item.key), properties: ["scope": .text(scope)],
        line: item.line, confidence: 0.9)
    }
  }

  private func plain(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
