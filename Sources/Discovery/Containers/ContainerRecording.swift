import Estate
import Formats

/// Where a container runs, as ids of what is recorded about it.
struct ContainerPlace: Sendable {
  let workload: AssetID
  let workloadName: String
  /// Such as `deployment` or `compose-service`.
  let workloadType: String
  let endpoint: AssetID
  let endpointName: String
  /// Repository and folder, for ids of what it holds.
  let folder: String
  let scope: String
  let confidence: Double
}

/// Records containers and what they run.
struct ContainerRecording {
  let catalog: ContainerCatalog
  let place: ContainerPlace

  static let composeService = "compose-service"

  /// Records the workload of these containers, with what each of them runs.
  func record(_ containers: [ContainerFacts], line: Int, _ record: inout Recorder) {
    var properties: [String: Value] = [
      "type": .text(place.workloadType), "scope": .text(place.scope),
    ]
    let main = containers.first { $0.serves } ?? containers.first
    if let image = main?.container.image { properties["image"] = .text(image.name) }
    record.asset(
      place.workload, .workload, name: PlainLine.of(place.workloadName), properties: properties,
      line: line, confidence: place.confidence)
    for facts in containers { self.record(facts, at: line, &record) }
  }

  private func record(_ facts: ContainerFacts, at line: Int, _ record: inout Recorder) {
    let container = facts.container
    if let image = container.image {
      let id = Self.image(
        image, scope: place.scope, line: container.line, confidence: place.confidence, &record)
      record.relation(.runsIn, from: id, to: place.workload, line: container.line)
    }
    for (provider, variable) in facts.providers where !provider.isLocal {
      let key = ProviderCatalog.holdsKey(variable.name) ? variable.name : nil
      let id = record.provider(provider, credential: key, line: variable.line, confidence: 0.8)
      record.relation(
        .sendsTo, from: place.workload, to: id, basis: .inferred, line: variable.line,
        confidence: 0.8)
    }
    for model in declaredModels(facts) {
      record.model(model.model, scope: place.scope, line: model.line, confidence: 0.8)
    }
    guard facts.serves, let product = facts.product else {
      for model in facts.models {
        record.model(
          model, scope: place.scope, line: container.line(naming: model.label),
          confidence: place.confidence)
      }
      return
    }
    if isEndpoint(facts, product) { recordEndpoint(facts, at: line, product, &record) }
    recordProduct(facts, product, &record)
  }

  /// Records the model APIs that variables of a container tell it to call.
  ///
  /// - Parameter own: endpoints of the same file by the names under which others reach them.
  func recordAddresses(
    _ facts: ContainerFacts, own: [String: AssetID], in entry: FileEntry, _ record: inout Recorder
  ) {
    recordIndexes(facts, in: entry, &record)
    for variable in facts.container.environment {
      let isNamed =
        catalog.providers.provider(variable: variable.name) != nil
        || catalog.images.isAI(variable: variable.name)
      guard let value = variable.value,
        let endpoint = ModelEndpoint(
          value, isNamed: isNamed,
          isOfServer: catalog.servers.isAddress(value, named: variable.name)
            || catalog.servers.servedModel(at: value) != nil, catalog.providers)
      else { continue }
      if let host = ServerAddress(endpoint.url)?.host, let id = own[host] {
        record.asset(
          id, .endpoint, name: PlainLine.of(host), line: variable.line,
          confidence: 0.8 * place.confidence)
      } else {
        endpoint.record(
          &record, in: entry, scope: place.scope, line: variable.line,
          confidence: 0.8 * place.confidence)
      }
    }
  }

  /// Records the indexes of vectors that variables of a container name, or the store that these say the place of.
  private func recordIndexes(
    _ facts: ContainerFacts, in entry: FileEntry, _ record: inout Recorder
  ) {
    // The variables of a store itself say how it is set up.
    guard facts.product?.runs != .vectorIndex else { return }
    let variables = facts.container.environment
    let places = catalog.vectors.places(
      variables.map { (name: $0.name, value: $0.value ?? "", line: $0.line) })
    for variable in variables {
      if let index = catalog.vectors.index(variable.value ?? "", key: variable.name) {
        index.record(
          &record, in: entry, scope: place.scope, line: variable.line,
          confidence: 0.8 * place.confidence)
      } else if let index = places[variable.line] {
        // The one that a service of the same file may keep.
        let id = record.asset(
          AssetID(.vectorIndex, "repo", "\(place.folder)#\(index.engine)"), .vectorIndex,
          name: catalog.images[index.engine]?.name ?? index.name,
          properties: ["engine": .text(index.engine), "scope": .text(place.scope)],
          line: variable.line, confidence: 0.8 * place.confidence)
        record.relation(
          .contains, from: entry.repository.id, to: id, line: variable.line,
          confidence: 0.8 * place.confidence)
      }
    }
  }

  /// A service of a compose file answers others as an endpoint where it serves models, or stands open to
  /// whoever reaches the host. In a cluster, services and routes tell.
  private func isEndpoint(_ facts: ContainerFacts, _ product: AIImages.Product) -> Bool {
    // What tools call is no endpoint of a model, unless it stands open.
    let isOfTools = product.runs == .mcpServer || product.runs == .mcpGateway
    guard place.workloadType == Self.composeService || isOfTools else { return true }
    return product.runs == .endpoint || product.runs == .gateway || openPort(facts) != nil
  }

  private func openPort(_ facts: ContainerFacts) -> ContainerUse.Port? {
    guard facts.isAuthenticated == false else { return nil }
    return facts.container.ports.first { $0.published != nil && $0.address == nil }
  }

  /// The models that variables of the container name.
  func declaredModels(_ facts: ContainerFacts) -> [(model: ModelName, line: Int)] {
    let served = Set(
      facts.container.environment.compactMap { variable in
        variable.value.flatMap { catalog.servers.servedModel(at: $0) }
      })
    let isStored = facts.container.environment.contains { variable in
      variable.value.map { catalog.servers.isStorage($0, named: variable.name) } == true
    }
    return facts.container.environment.compactMap { variable in
      guard let value = variable.value,
        facts.product?.model?.environment.contains(variable.name) != true,
        let model = catalog.model(ofVariable: variable.name, value)
          ?? (served.contains(value) || isStored && SourceTextFacts.namesOneModel(variable.name)
            ? ModelName.own(value, in: place.folder) : nil)
      else { return nil }
      return (model, variable.line)
    }
  }

  private func recordEndpoint(
    _ facts: ContainerFacts, at line: Int, _ product: AIImages.Product, _ record: inout Recorder
  ) {
    let container = facts.container
    let own = place.workloadType == Self.composeService ? line : container.line
    var properties: [String: Value] = ["scope": .text(place.scope)]
    // What stands before it may ask for a key, and knows better.
    let confidence = 0.9 * place.confidence
    if let isAuthenticated = facts.isAuthenticated {
      properties["authenticated"] = .boolean(isAuthenticated)
    }
    let bind =
      facts.command?.host ?? CommandUse.value(of: ["--host"], in: container.words)
      ?? container.variable("OLLAMA_HOST")?.value.map(Self.host) ?? product.bind
    if let bind { properties["bind_address"] = .text(PlainLine.of(bind)) }
    let ports = Set(
      container.ports.map(\.container)
        + [
          facts.command?.port ?? CommandUse.value(of: ["--port"], in: container.words)
            .flatMap { Int($0) } ?? (container.ports.isEmpty ? product.port : nil)
        ]
        .compactMap { $0 })
    if !ports.isEmpty { properties["ports"] = .list(ports.sorted().map { .integer($0) }) }
    record.asset(
      place.endpoint, .endpoint, name: PlainLine.of(place.endpointName), properties: properties,
      line: own, confidence: confidence)
    record.relation(.runsOn, from: place.endpoint, to: place.workload, line: own)
    for model in facts.models {
      let line = container.line(naming: model.label)
      let id = record.model(
        model, scope: place.scope, line: line, confidence: place.confidence)
      record.relation(.serves, from: place.endpoint, to: id, line: line)
      if facts.trustsRemoteCode {
        record.signal("model.trust-remote-code", on: id, line: container.line)
      }
    }
    if let open = openPort(facts) {
      record.signal(
        "endpoint.published-everywhere", on: place.endpoint,
        detail: ["port": .integer(open.published ?? open.container)], line: container.line)
    }
  }

  private func recordProduct(
    _ facts: ContainerFacts, _ product: AIImages.Product, _ record: inout Recorder
  ) {
    let line = facts.container.line
    func id(_ kind: AssetKind) -> AssetID {
      AssetID(kind, "repo", "\(place.folder)#\(product.slug)")
    }
    var properties: [String: Value] = ["scope": .text(place.scope)]
    switch product.runs {
    case .gateway:
      if let isAuthenticated = facts.isAuthenticated {
        properties["enforces_auth"] = .boolean(isAuthenticated)
      }
      let gateway = record.asset(
        id(.gateway), .gateway, name: product.name, properties: properties, line: line,
        confidence: 0.8 * place.confidence)
      record.relation(.guardedBy, from: place.endpoint, to: gateway, line: line)
    case .vectorIndex:
      properties["engine"] = .text(product.slug)
      let index = record.asset(
        id(.vectorIndex), .vectorIndex, name: product.name, properties: properties, line: line,
        confidence: 0.9 * place.confidence)
      record.relation(.contains, from: place.workload, to: index, line: line)
    case .mcpServer:
      guard let image = facts.container.image else { break }
      server(image.name, named: image.name, line: line, &record)
    case .mcpGateway:
      let gateway = record.asset(
        id(.gateway), .gateway, name: product.name, properties: properties, line: line,
        confidence: 0.9 * place.confidence)
      record.relation(.contains, from: place.workload, to: gateway, line: line)
      for name in gatewayServers(facts, product) {
        server(
          "mcp/\(name)", named: name, line: facts.container.line(naming: name), &record)
      }
    case .registry:
      properties["engine"] = .text(product.slug)
      let registry = record.asset(
        id(.modelRegistry), .modelRegistry, name: product.name, properties: properties, line: line,
        confidence: place.confidence)
      record.relation(.contains, from: place.workload, to: registry, line: line)
    case .platform, .chat:
      let application = record.asset(
        id(.application), .application, name: product.name, properties: properties, line: line,
        confidence: (product.isWeak ? 0.6 : 1) * place.confidence)
      record.relation(.contains, from: place.workload, to: application, line: line)
    default: break
    }
  }

  /// Names that a gateway knows its servers by, which are those of their images: `--servers=duckduckgo,postgres`.
  private func gatewayServers(_ facts: ContainerFacts, _ product: AIImages.Product) -> [String] {
    let named = CommandUse.values(of: product.servers, in: facts.container.words)
      .flatMap { $0.split(separator: ",").map(String.init) }
      .filter { name in
        (1...80).contains(name.utf8.count)
          && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
      }
    return Set(named).sorted().prefix(64).map { $0 }
  }

  /// A server of the Model Context Protocol that a container is, or that runs in one of its own.
  private func server(
    _ image: String, named name: String, line: Int, _ record: inout Recorder
  ) {
    let id = record.asset(
      AssetID(.mcpServer, "oci", image), .mcpServer, name: PlainLine.of(name),
      properties: ["scope": .text(place.scope)], line: line, confidence: 0.9 * place.confidence)
    record.relation(.contains, from: place.workload, to: id, line: line)
  }

  /// Records a container image.
  static func image(
    _ image: ImageReference, scope: String, line: Int, cell: Int? = nil, confidence: Double = 1,
    _ record: inout Recorder
  ) -> AssetID {
    var properties = properties(of: image)
    properties["scope"] = .text(scope)
    return record.asset(
      AssetID(.containerImage, "oci", image.name), .containerImage, name: image.name,
      properties: properties, line: line, cell: cell, confidence: confidence)
  }

  static func properties(of image: ImageReference) -> [String: Value] {
    var properties: [String: Value] = ["pinned": .boolean(image.digest != nil)]
    if let tag = image.tag { properties["tag"] = .text(tag) }
    if let digest = image.digest { properties["digest"] = .text(digest) }
    return properties
  }

  /// The host of `host:port` or of an address.
  private static func host(_ text: String) -> String {
    ServerAddress(text)?.host ?? String(text.prefix { $0 != ":" })
  }
}
