import Estate
import Formats

/// An address that weights are loaded from: `hf://owner/name`, `ollama://name`, `s3://bucket/path`.
enum ModelAddress {
  case name(ModelName)
  case stored(StorageAddress)

  init?(_ text: String, _ names: ModelNames) {
    if let stored = StorageAddress(text), !stored.path.isEmpty {
      self = .stored(stored)
      return
    }
    guard let mark = text.firstRange(of: "://") else { return nil }
    let rest = String(text[mark.upperBound...].prefix { $0 != "?" })
    let provider: String
    switch text[..<mark.lowerBound] {
    case "hf", "huggingface": provider = "huggingface"
    case "ollama": provider = "ollama"
    default: return nil
    }
    // `hf://owner/name:revision`
    let parts = rest.split(separator: ":", maxSplits: 1).map(String.init)
    let isHub = provider == "huggingface" && parts.count == 2
    guard
      let model = names.model(
        isHub ? parts[0] : rest, provider: provider, revision: isHub ? parts[1] : nil)
    else { return nil }
    self = .name(model)
  }

  /// Records the model, and where its weights are kept.
  ///
  /// - Parameter given: the name by which callers ask for a model that is kept somewhere, and its line.
  func record(
    _ record: inout Recorder, as given: (name: String, line: Int)? = nil, scope: String, line: Int
  ) -> AssetID {
    switch self {
    case .name(let model): return record.model(model, scope: scope, line: line)
    case .stored(let address):
      let name = String(address.path.split(separator: "/").last ?? Substring(address.path))
      let model = record.asset(
        AssetID(.model, address.authority, address.native), .model,
        name: PlainLine.of(given?.name ?? name),
        properties: ["scope": .text(scope), "provider": "self-hosted"], line: given?.line ?? line)
      let weights = record.asset(
        AssetID(.modelArtifact, address.authority, address.native), .modelArtifact,
        name: PlainLine.of(name), properties: ["scope": .text(scope)], line: line)
      record.relation(.materialisedAs, from: model, to: weights, line: line)
      record.relation(.storedIn, from: weights, to: record.store(address, line: line), line: line)
      return model
    }
  }
}
