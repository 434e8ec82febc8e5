import Estate
import Formats

/// Records resources of clouds that templates declare and that are of AI, agents aside: indexes, guardrails,
/// endpoints and their like.
struct CloudResourceRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String

  /// Most resources of a file.
  private static let limit = 500
  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }

  func record(_ root: DocumentNode, _ record: inout Recorder) {
    var count = 0
    visit(root, path: [], &count, &record)
  }

  private func visit(
    _ node: DocumentNode, path: [String], _ count: inout Int, _ record: inout Recorder
  ) {
    guard path.count < 8, count < Self.limit, node.isMapping else { return }
    if let type = Self.task(node) ?? node["Type"]?.text ?? path.dropLast().last,
      let resource = facts.resources[type],
      let (settings, _) = resource.settings(of: node)
    {
      count += 1
      // Agents have more to them.
      if resource.kind != .agent {
        self.record(resource, settings, symbol: path.last ?? type, line: node.line, &record)
      }
      return
    }
    for entry in node.entries where entry.value.isMapping {
      visit(entry.value, path: path + [entry.key], &count, &record)
    }
  }

  /// What a state of a state machine has a service do, waited for or not:
  /// `arn:aws:states:::sagemaker:createTrainingJob.sync`.
  private static func task(_ node: DocumentNode) -> String? {
    guard node["Type"]?.text == "Task", let resource = node["Resource"]?.text,
      resource.utf8.count <= 200, resource.hasPrefix("arn:")
    else { return nil }
    return String(resource.prefix { $0 != "." })
  }

  private func record(
    _ resource: CloudResource, _ settings: DocumentNode, symbol: String, line: Int,
    _ record: inout Recorder
  ) {
    let native = "\(entry.repository.native)/\(entry.pathInRepository)"
    let stated = resource.name.flatMap { settings[$0]?.text }
    let name = stated.flatMap { $0.hasPrefix("{%") ? nil : $0 } ?? symbol
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(resource.kind, "repo", "\(native)#\(resource.type).\(symbol.prefix(120))"),
      resource.kind, name: PlainLine.of(name),
      properties: resource.properties.merging(["scope": .text(scope)]) { $1 }, line: line,
      confidence: confidence)
    record.relation(.contains, from: entry.repository.id, to: id, line: line)
    guard let (literal, line) = resource.modelNode(in: settings),
      let model = facts.files.models.model(literal, provider: resource.provider)
    else { return }
    let asked = record.model(model, scope: scope, line: line, confidence: confidence)
    record.relation(.contains, from: id, to: asked, line: line)
  }
}
