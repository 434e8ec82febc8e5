import Estate
import Formats

/// Records the objects of one manifest, as far as they have to do with AI.
struct ManifestRecording {
  let catalog: ContainerCatalog
  let kinds: KubernetesKinds
  let entry: FileEntry
  let scope: String
  let names: ManifestNames
  let objects: [ManifestObject]

  struct Owner {
    let object: ManifestObject
    let facts: [ContainerFacts]
    let labels: [String: String]
    let account: String?
    /// Services of the file that select its pods.
    let services: [ManifestObject]
  }

  func record(_ record: inout Recorder) {
    let owners = objects.compactMap(owner).filter { owner in owner.facts.contains(where: \.isAI) }
    let custom = objects.compactMap { object in
      kinds.kind(of: object).map { CustomObject(object: object, kind: $0, files: self) }
    }
    for owner in owners { recordOwner(owner, &record) }
    for object in custom { object.record(&record) }
    let known = Set(owners.flatMap { $0.services.map { "\($0.namespace ?? "")/\($0.name)" } })
    for service in objects where service.kind == "Service" {
      recordService(
        service, isKnown: known.contains("\(service.namespace ?? "")/\(service.name)"), &record)
    }
    for ingress in objects where ["Ingress", "HTTPRoute"].contains(ingress.kind) {
      recordIngress(ingress, known, &record)
    }
    let accounts = Set(
      owners.compactMap { owner in
        owner.account.map { "\(owner.object.namespace ?? "")/\($0)" }
      }
        + custom.flatMap { object in
          object.accounts.map { "\(object.object.namespace ?? "")/\($0)" }
        })
    for account in objects where account.kind == "ServiceAccount" {
      let isKnown = accounts.contains("\(account.namespace ?? "")/\(account.name)")
      if isKnown || catalog.images.isAI(service: account.name) {
        recordIdentity(account, &record)
      }
    }
  }

  var confidence: Double { scope == "product" ? 1 : 0.8 }

  private func owner(_ object: ManifestObject) -> Owner? {
    guard let place = kinds.pod(of: object), let pod = object.node.at(place.path) else {
      return nil
    }
    let facts = PodContainers.read(
      pod, accelerators: catalog.images.accelerators, in: names.folder
    )
    .map { ContainerFacts($0, catalog) }
    let labels = Dictionary(
      (object.node.at(place.labels)?.entries ?? []).compactMap { entry in
        entry.value.scalar.map { (entry.key, $0) }
      }, uniquingKeysWith: { $1 })
    let services = objects.filter { service in
      guard service.kind == "Service", service.namespace == object.namespace,
        let selector = service.node.at("spec.selector")?.entries, !selector.isEmpty
      else { return false }
      return selector.allSatisfy { labels[$0.key] == $0.value.scalar }
    }
    return Owner(
      object: object, facts: facts, labels: labels,
      account: pod["serviceAccountName"]?.text ?? pod["serviceAccount"]?.text, services: services)
  }

  func place(_ object: ManifestObject, endpoint: ManifestObject?) -> ContainerPlace {
    let endpoint = endpoint ?? object
    return ContainerPlace(
      workload: names.workload(object), workloadName: object.name,
      workloadType: object.kind.lowercased(),
      endpoint: names.id(.endpoint, endpoint.namespace, endpoint.name),
      endpointName: endpoint.name, folder: names.folder, scope: scope, confidence: confidence)
  }

  private func recordOwner(_ owner: Owner, _ record: inout Recorder) {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let place = place(owner.object, endpoint: owner.services.first)
    ContainerRecording(catalog: catalog, place: place)
      .record(owner.facts, line: owner.object.line, &record)
    record.relation(
      .contains, from: entry.repository.id, to: place.workload, line: owner.object.line)
    for service in owner.services {
      let id = record.asset(
        names.id(.endpoint, service.namespace, service.name), .endpoint, name: service.name,
        properties: ["scope": .text(scope)], line: service.line, confidence: 0.8 * confidence)
      record.relation(.runsOn, from: id, to: place.workload, line: service.line)
    }
    if let account = owner.account {
      let id = record.asset(
        names.id(.serviceAccount, owner.object.namespace, account), .serviceAccount,
        name: account, line: owner.object.line)
      record.relation(.runsAs, from: place.workload, to: id, line: owner.object.line)
    }
    for facts in owner.facts {
      recordBuild(facts, &record)
      ContainerRecording(catalog: catalog, place: place)
        .recordAddresses(facts, own: [:], in: entry, &record)
    }
  }

  /// The repository builds an image that bears its name, in a registry of its own.
  private func recordBuild(_ facts: ContainerFacts, _ record: inout Recorder) {
    guard let image = facts.container.image, facts.product == nil, image.parts.count > 1,
      image.parts.dropFirst().contains(where: { $0 == entry.repository.name.lowercased() })
    else { return }
    record.relation(
      .builds, from: entry.repository.id, to: AssetID(.containerImage, "oci", image.name),
      basis: .inferred, line: facts.container.line, confidence: 0.7)
  }

  private func recordService(
    _ service: ManifestObject, isKnown: Bool, _ record: inout Recorder
  ) {
    guard isKnown || catalog.images.isAI(service: service.name),
      let exposure = Exposure(service: service, kinds)
    else { return }
    recordExposure(exposure, of: service.name, service, isKnown: isKnown, &record)
  }

  private func recordIngress(
    _ ingress: ManifestObject, _ known: Set<String>, _ record: inout Recorder
  ) {
    let rules = ingress.node.at("spec.rules")?.items ?? []
    let paths = rules.flatMap { $0.at("http.paths")?.items ?? [] }
    let backends =
      paths.compactMap { $0.at("backend.service.name")?.text ?? $0.at("backend.serviceName")?.text }
      + [ingress.node.at("spec.defaultBackend.service.name")?.text].compactMap { $0 }
      + rules.flatMap { $0["backendRefs"]?.items ?? [] }.compactMap { $0["name"]?.text }
    let exposure = Exposure(ingress: ingress, kinds)
    for name in Set(backends).sorted() {
      let isKnown = known.contains("\(ingress.namespace ?? "")/\(name)")
      guard isKnown || catalog.images.isAI(service: name) else { continue }
      recordExposure(exposure, of: name, ingress, isKnown: isKnown, &record)
    }
  }

  private func recordExposure(
    _ exposure: Exposure, of service: String, _ object: ManifestObject, isKnown: Bool,
    _ record: inout Recorder
  ) {
    var properties: [String: Value] = ["scope": .text(scope)]
    if let url = exposure.url { properties["url"] = .text(url) }
    if let isEncrypted = exposure.isEncrypted { properties["encrypted"] = .boolean(isEncrypted) }
    if let isAuthenticated = exposure.isAuthenticated {
      properties["authenticated"] = .boolean(isAuthenticated)
    }
    let id = record.asset(
      names.id(.endpoint, object.namespace, service), .endpoint, name: service,
      properties: properties, line: object.line, confidence: isKnown ? 0.95 : 0.7)
    guard let zone = exposure.zone else { return }
    let network = record.asset(
      AssetID(.network, zone.rawValue, zone.rawValue), .network,
      name: zone == .internet ? "Internet" : "Corporate network",
      properties: ["type": .text(zone.rawValue)])
    record.relation(
      .reaches, from: network, to: id, basis: exposure.confidence < 0.8 ? .inferred : .declared,
      line: object.line, confidence: exposure.confidence)
  }

  private func recordIdentity(_ account: ManifestObject, _ record: inout Recorder) {
    let id = record.asset(
      names.id(.serviceAccount, account.namespace, account.name), .serviceAccount,
      name: account.name, line: account.line)
    for identity in kinds.identities {
      guard let value = account.annotations?[identity.annotation]?.text, !value.isEmpty,
        !value.contains(where: { "{}$<>".contains($0) })
      else { continue }
      let kind = identity.isRole ? AssetKind.role : .serviceAccount
      let name = String(value.split(separator: "/").last ?? Substring(value))
      let cloud = record.asset(
        AssetID(kind, identity.authority, value), kind, name: PlainLine.of(name),
        line: account.line)
      record.relation(.canAssume, from: id, to: cloud, line: account.line)
    }
  }
}
