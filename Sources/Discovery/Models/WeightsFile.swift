import Estate
import Formats

/// A model that settings name by the file of its weights: `house-8b.Q4_K_M.gguf`.
struct WeightsFile: Sendable {
  private let path: WrittenPath

  private static let lengthLimit = 300

  /// The last part of the path, which is all that other settings may name of it.
  var name: String { String(path.name) }

  /// - Parameter endings: extensions of files of weights, in lower case.
  init?(_ text: String, endings: Set<String>) {
    guard (4...Self.lengthLimit).contains(text.utf8.count), !text.contains("://"),
      !text.contains(where: { "{}$*<>,;|\"'\n".contains($0) })
    else { return nil }
    // Settings of Windows have backslashes; `your-model.gguf` stands for any.
    guard let path = WrittenPath(text.replacing("\\", with: "/")), case let name = path.name,
      !name.lowercased().hasPrefix("your"),
      let dot = name.lastIndex(of: "."), dot > name.startIndex,
      endings.contains(name[name.index(after: dot)...].lowercased())
    else { return nil }
    self.path = path
  }

  /// Records the model and the file that it is kept in.
  ///
  /// - Parameter folder: repository and folder of the project that loads it.
  @discardableResult
  func record(
    _ record: inout Recorder, in folder: String, scope: String, line: Int, confidence: Double
  ) -> AssetID {
    let model = record.asset(
      AssetID(.model, "repo", "\(folder)#\(name)"), .model, name: PlainLine.of(name),
      properties: ["provider": "self-hosted", "scope": .text(scope)], line: line,
      confidence: confidence)
    let weights = record.asset(
      path.id(.modelArtifact, in: folder), .modelArtifact, name: PlainLine.of(name),
      properties: ["scope": .text(scope)], line: line, confidence: confidence)
    record.relation(
      .materialisedAs, from: model, to: weights, line: line, confidence: confidence)
    return model
  }
}
