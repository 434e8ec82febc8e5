import Estate
import Formats

/// Records the model that `model-settings.json` of MLServer serves, and the file that it is kept in.
struct ServerSettingsRecording {
  let models: ModelNames
  let entry: FileEntry
  let scope: String

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    guard let name = root["name"], let text = name.text, root["implementation"]?.text != nil,
      let model = ModelName.own(text, in: ProjectFolder(of: entry).native)
    else { return }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let uri = root.at("parameters.uri")
    if let uri, let address = uri.text.flatMap({ ModelAddress($0, models) }) {
      let id = address.record(&record, as: (text, name.line), scope: scope, line: uri.line)
      record.relation(.contains, from: entry.repository.id, to: id, line: name.line)
      return
    }
    let id = record.model(model, scope: scope, line: name.line)
    record.relation(.contains, from: entry.repository.id, to: id, line: name.line)
    guard let uri, let path = uri.text, !path.contains("://"), !path.contains("$"),
      path.utf8.count <= 300, let file = WrittenPath(path)
    else { return }
    let weights = record.asset(
      file.id(.modelArtifact, in: ProjectFolder(of: entry).native),
      .modelArtifact, name: PlainLine.of(file.name), properties: ["scope": .text(scope)],
      line: uri.line)
    record.relation(.materialisedAs, from: id, to: weights, line: uri.line)
  }
}
