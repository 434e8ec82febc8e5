import Estate
import Formats

/// Records what settings of frameworks say by their keys alone: stores of vectors, models that are classes, what an
/// index is filled with, variables with keys, and traces.
struct FrameworkRecording {
  let facts: ModelSettingsFacts
  let entry: FileEntry
  let scope: String

  private var names: FrameworkFacts { facts.frameworks }
  private var confidence: Double { scope == "product" ? 0.9 : 0.7 }
  private static let limit = 100

  /// - Parameter known: indexes of the file that something else names.
  func record(
    _ root: DocumentNode, beside known: [VectorSettings.Index], _ record: inout Recorder
  ) {
    guard names.roots.contains(where: { !$0.entries(in: root).isEmpty }) else { return }
    let indexes = recordStores(root, beside: known, &record)
    recordClasses(root, &record)
    recordSources(root, of: known + indexes, &record)
    recordSecrets(root, &record)
    recordTraces(root, &record)
  }

  private func recordStores(
    _ root: DocumentNode, beside known: [VectorSettings.Index], _ record: inout Recorder
  ) -> [VectorSettings.Index] {
    var engines = Set(known.map(\.engine))
    var found: [VectorSettings.Index] = []
    for holder in names.storeHolders.flatMap({ $0.entries(in: root) }) {
      for store in holder.value.entries where store.value.isMapping {
        guard let engine = names.stores[store.key], engines.insert(engine).inserted else {
          continue
        }
        let index = VectorSettings.Index(name: engine, engine: engine)
        index.record(
          &record, in: entry, scope: scope, line: store.line, confidence: confidence)
        found.append(index)
      }
    }
    return found
  }

  /// A model that runs inside the application: `embedding-model.provider=dev.langchain4j.….BgeSmallEnEmbeddingModel`.
  private func recordClasses(_ root: DocumentNode, _ record: inout Recorder) {
    for key in names.classKeys.flatMap({ $0.entries(in: root) }).prefix(Self.limit) {
      guard let text = key.value.text.map(VariableText.defaultValue),
        names.classPrefixes.contains(where: text.hasPrefix),
        let name = text.split(separator: ".").last.map(String.init),
        let model = names.classes[name].flatMap({ facts.files.models.model($0) })
          ?? ModelName.own(name, in: facts.project(of: entry).native)
      else { continue }
      let line = key.value.line
      let id = record.model(
        model, scope: scope, properties: ["role": "embedding"], line: line, confidence: confidence)
      let project = facts.project(of: entry)
        .record(&record, scope: scope, line: line, confidence: 0.6)
      record.relation(
        .usesModel, from: project, to: id, basis: .inferred, line: line, confidence: confidence)
    }
  }

  private func recordSources(
    _ root: DocumentNode, of indexes: [VectorSettings.Index], _ record: inout Recorder
  ) {
    for key in names.sources.flatMap({ $0.entries(in: root) }) {
      guard let path = key.value.text.map(VariableText.defaultValue), !path.isEmpty,
        path.utf8.count <= 300, !path.contains("$"), let file = WrittenPath(path)
      else { continue }
      let line = key.value.line
      record.asset(entry.repository.id, .repository, name: entry.repository.name)
      let id = record.asset(
        file.id(.contentSource, in: facts.project(of: entry).native),
        .contentSource, name: PlainLine.of(path),
        properties: ["type": "file", "scope": .text(scope)], line: line, confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: line)
      for index in indexes {
        record.relation(
          .feeds, from: id, to: index.id(in: entry), basis: .inferred, line: line,
          confidence: confidence)
      }
    }
  }

  /// The variables with keys that no name tells to be of AI: `quarkus.langchain4j.openai.api-key=${SHOP_KEY}`.
  private func recordSecrets(_ root: DocumentNode, _ record: inout Recorder) {
    var seen: Set<String> = []
    var open = names.roots.flatMap { $0.entries(in: root) }.map { (node: $0.value, owner: $0.key) }
    while let (node, owner) = open.popLast(), seen.count < Self.limit {
      for child in node.entries {
        if child.value.isMapping {
          open.append((child.value, facts.provider(child.key) == nil ? owner : child.key))
        }
        guard names.secretKeys.contains(child.key), let text = child.value.text,
          let name = Self.variable(text), facts.secretNames.secret(named: name) == nil,
          seen.insert(name).inserted
        else { continue }
        recordSecret(
          name, provider: facts.provider(owner).flatMap { facts.files.providers[$0] },
          line: child.value.line, &record)
      }
    }
  }

  private func recordSecret(
    _ name: String, provider: ProviderCatalog.Provider?, line: Int, _ record: inout Recorder
  ) {
    var properties: [String: Value] = [
      "type": "environment-variable", "leaked": false, "state": "unknown", "scope": .text(scope),
    ]
    if let provider { properties["provider"] = .text(provider.slug) }
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      AssetID(.credential, "env", "\(entry.repository.native)#\(name)"), .credential, name: name,
      properties: properties, line: line, confidence: confidence)
    record.relation(
      .contains, from: entry.repository.id, to: id, line: line, confidence: confidence)
    guard let provider else { return }
    record.provider(provider, credential: name, line: line, confidence: confidence)
    record.relation(
      .authenticatesAs, from: id, to: provider.id, basis: .inferred, line: line,
      confidence: confidence)
  }

  /// The variable of the environment that a whole value is: `${SHOP_KEY}`, `${SHOP_KEY:none}`.
  private static func variable(_ text: String) -> String? {
    guard text.hasPrefix("${"), text.hasSuffix("}"), !text.dropFirst(2).contains("$") else {
      return nil
    }
    let name = text.dropFirst(2).dropLast().prefix { $0 != ":" }
    guard (3...SecretNames.lengthLimit).contains(name.utf8.count),
      name.utf8.allSatisfy({ byte in
        (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
      })
    else { return nil }
    return String(name)
  }

  /// What models are asked is told to a collector: `quarkus.otel.traces.enabled=true` beside settings of models.
  private func recordTraces(_ root: DocumentNode, _ record: inout Recorder) {
    for trace in names.traces {
      guard trace.beside.map({ !$0.entries(in: root).isEmpty }) != false,
        let found = trace.path.entries(in: root).first(where: { found in
          trace.value == nil || found.value.scalar == trace.value
        }), let collector = facts.files.providers["opentelemetry"]
      else { continue }
      let line = found.line
      let id = record.provider(collector, line: line, confidence: confidence)
      let project = facts.project(of: entry)
        .record(&record, scope: scope, line: line, confidence: 0.6)
      record.relation(
        .sendsTo, from: project, to: id, basis: .inferred, line: line, confidence: confidence)
      return
    }
  }
}
