import Estate

/// What an asset is in a bill of materials.
enum ComponentRole: Sendable, Hashable {
  /// A component, by the names that both standards have for it.
  case component(ComponentType, purpose: String)
  case service
  case vulnerability
  /// Who supplies a component.
  case supplier
  /// Not part of what a system is made of: people, permissions, secrets, decisions.
  case leftOut
}

/// Types of CycloneDX components.
enum ComponentType: String, Sendable {
  case application, container, data, device, file, library, platform
  case model = "machine-learning-model"
}

extension ComponentRole {
  /// The role of each kind; docs/ml-bom.md says the same.
  private static let ofKind: [AssetKind: ComponentRole] = [
    .application: .component(.application, purpose: "application"),
    .agent: .component(.application, purpose: "application"),
    .copilot: .component(.application, purpose: "application"),
    .skill: .component(.data, purpose: "configuration"),
    .prompt: .component(.data, purpose: "configuration"),
    .guardrail: .component(.application, purpose: "module"),
    .memory: .component(.data, purpose: "data"),
    .evaluation: .component(.application, purpose: "test"),
    .approvalGate: .component(.application, purpose: "module"),
    .model: .component(.model, purpose: "model"),
    .modelArtifact: .component(.model, purpose: "model"),
    .modelRegistry: .service,
    .trainingJob: .component(.application, purpose: "executable"),
    .notebook: .component(.file, purpose: "source"),
    .endpoint: .service,
    .gateway: .service,
    .provider: .service,
    .mcpServer: .component(.application, purpose: "application"),
    .tool: .component(.application, purpose: "module"),
    .action: .leftOut,
    .dataset: .component(.data, purpose: "data"),
    .dataStore: .component(.data, purpose: "data"),
    .vectorIndex: .component(.data, purpose: "data"),
    .contentSource: .component(.data, purpose: "data"),
    .person: .leftOut,
    .team: .leftOut,
    .serviceAccount: .leftOut,
    .role: .leftOut,
    .group: .leftOut,
    .credential: .leftOut,
    .oauthGrant: .leftOut,
    .repository: .component(.application, purpose: "source"),
    .package: .component(.library, purpose: "library"),
    .containerImage: .component(.container, purpose: "container"),
    .pipeline: .component(.application, purpose: "executable"),
    .cloudAccount: .component(.platform, purpose: "platform"),
    .workload: .component(.application, purpose: "application"),
    .network: .leftOut,
    .saaSApp: .service,
    .device: .component(.device, purpose: "device"),
    .vendor: .supplier,
    .approval: .leftOut,
    .policy: .leftOut,
    .vulnerability: .vulnerability,
  ]

  /// Nil for a kind that nobody has decided on.
  init?(_ kind: AssetKind) {
    guard let role = Self.ofKind[kind] else { return nil }
    self = role
  }

  /// An MCP server that is only known by its address is a service, and software where it is started.
  init(_ asset: Asset) {
    if asset.kind == .mcpServer, asset.properties["url"]?.text != nil {
      self = .service
    } else {
      self = Self(asset.kind) ?? .leftOut
    }
  }
}
