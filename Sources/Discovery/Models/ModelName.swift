public import Estate

/// Which model a literal names: its identity, whoever wrote it and wherever it stands.
public struct ModelName: Sendable, Hashable {
  /// Who the name belongs to: the slug of a provider, `huggingface`, or a maker.
  public let authority: String
  /// Name there, without routing prefix and revision.
  public let name: String
  public let revision: String?
  /// Slug of who serves it, where the place of the literal says so.
  public let provider: String?
  /// What it does, such as `chat` or `embedding`.
  public let role: String?
  /// Whether what is used cannot change unseen.
  public let isPinned: Bool
  /// The region that a request goes through, as the literal has it before the name: `eu`.
  public var region: String?
  /// Whether who serves it has withdrawn it, or announced to.
  public var isWithdrawn = false

  /// What people call it, where the name says more: one of one's own is known within its project.
  public var title: String?

  /// The name as people write it, with the region that a request goes through.
  public var label: String { title ?? region.map { "\($0).\(name)" } ?? name }

  /// A model of one's own that a program serves, by the name that callers ask for.
  ///
  /// - Parameter folder: repository and folder of the project.
  static func own(_ name: String, in folder: String) -> ModelName? {
    guard (2...120).contains(name.utf8.count), name.contains(where: \.isLetter),
      name.utf8.allSatisfy({ byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-._/:".utf8.contains(byte)
        }
      })
    else { return nil }
    return ModelName(
      authority: "repo", name: "\(folder)#\(name)", revision: nil, provider: "self-hosted",
      role: nil, isPinned: false, title: name)
  }

  /// `model:<authority>:<name>[@<revision>]`.
  public var id: AssetID {
    AssetID(.model, authority, revision.map { "\(name)@\($0)" } ?? name)
  }
}

extension Recorder {
  /// Records the model that a literal names.
  @discardableResult
  mutating func model(
    _ model: ModelName, scope: String? = nil, properties: [String: Value] = [:],
    line: Int? = nil, cell: Int? = nil, confidence: Double = 1
  ) -> AssetID {
    var all = properties
    all["provider"] = .text(model.provider ?? model.authority)
    all["pinned"] = .boolean(model.isPinned)
    if model.isWithdrawn { all["deprecated"] = true }
    if let role = model.role { all["role"] = .text(role) }
    if let revision = model.revision { all["revision"] = .text(revision) }
    if let scope { all["scope"] = .text(scope) }
    return asset(
      model.id, .model, name: model.label, properties: all, line: line, cell: cell,
      confidence: confidence)
  }
}
