import Estate
import Formats

/// One component or service of CycloneDX.
struct CycloneDXElement {
  private let node: DocumentNode
  private let isService: Bool

  init(_ node: DocumentNode, isService: Bool) {
    self.node = node
    self.isService = isService
  }

  /// Nil where it has no name.
  ///
  /// - Parameters:
  ///   - source: id of the source that it is read from.
  ///   - name: the name, where the element has it elsewhere.
  func component(_ source: String, name: String? = nil) -> BilledComponent? {
    guard let name = name ?? node["name"]?.text else { return nil }
    var component = BilledComponent(
      reference: node["bom-ref"]?.text, form: form, name: name, line: node.line)
    component.group = node["group"]?.text
    component.version = node["version"]?.text
    component.packageURL = node["purl"]?.text.flatMap { PackageURLParts($0) }
    component.facts = facts
    component.addresses = addresses
    component.pairs = pairs
    component.sightings = sightings(source)
    return component
  }

  private var form: BilledComponent.Form {
    if isService { return .service }
    let type = node["type"]?.text ?? ""
    switch type {
    case "application": return .application
    case "library", "framework": return .library
    case "container": return .container
    case "machine-learning-model": return .model
    case "data":
      let types = (node["data"]?.items ?? []).compactMap { $0["type"]?.text }
      return types.isEmpty || types.contains("dataset") ? .data : .other("data (\(types[0]))")
    default: return .other(PlainLine.of(type.isEmpty ? "unknown" : type, limit: 40))
    }
  }

  private var facts: [String: Value] {
    let parameters = node["modelCard"]?["modelParameters"]
    var facts: [String: Value] = [:]
    func state(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { facts[name] = .text(PlainLine.of(text)) }
    }
    state("description", node["description"]?.text)
    state("role", parameters?["task"]?.text)
    state("architecture", parameters?["modelArchitecture"]?.text)
    state("owner_org", node["supplier"]?["name"]?.text ?? node["publisher"]?.text)
    let license = node["licenses"]?.items.first
    state(
      "license",
      license?["expression"]?.text ?? license?["license"]?["id"]?.text
        ?? license?["license"]?["name"]?.text)
    if let authenticated = node["authenticated"]?.boolean {
      facts["authenticated"] = .boolean(authenticated)
    }
    if node["scope"]?.text == "excluded" { facts["development"] = true }
    return facts
  }

  private var addresses: [String] {
    let contents = (node["data"]?.items ?? []).compactMap { $0["contents"]?["url"]?.text }
    let references = (node["externalReferences"]?.items ?? []).compactMap { $0["url"]?.text }
    return (node["endpoints"]?.items ?? []).compactMap(\.text) + contents + references
  }

  private var pairs: [(name: String, value: String)] {
    (node["properties"]?.items ?? []).compactMap { item in
      guard let name = item["name"]?.text, let value = item["value"]?.text else { return nil }
      return (name, value)
    }
  }

  /// Where the element was seen.
  private func sightings(_ source: String) -> [Sighting] {
    var found: [Sighting] = []
    let confidence = confidence
    for item in node["evidence"]?["occurrences"]?.items ?? [] {
      if let sighting = sighting(of: item, source, confidence) { found.append(sighting) }
    }
    // The places of elements that the format has none for.
    for pair in pairs where pair.name == ExchangeText.occurrence {
      if let sighting = ExchangeText.sighting(pair.value, source: source) { found.append(sighting) }
    }
    return found
  }

  private var confidence: Double {
    for item in node["evidence"]?["identity"]?.items ?? [] {
      if let value = item["confidence"]?.number, (0...1).contains(value) { return value }
    }
    return 1
  }

  // In small steps: as one function the optimiser of Swift 6.3.1 fails on it.
  private func sighting(
    of item: DocumentNode, _ source: String, _ confidence: Double
  ) -> Sighting? {
    guard let path = item["location"]?.text else { return nil }
    var line: Int?
    if let number = item["line"]?.integer, number > 0 { line = number }
    if let context = item["additionalContext"]?.text,
      let own = ExchangeText.sighting(
        context, source: source, at: Location(path: path, line: line))
    {
      return own
    }
    return Sighting(
      source: source, detector: BillOfMaterialsSource.Format.cycloneDX.rawValue,
      location: Location(path: PlainLine.of(path, limit: 1024), line: line),
      confidence: confidence)
  }

  /// What the card of a model says that it was trained on.
  var datasets: [DocumentNode] {
    node["modelCard"]?["modelParameters"]?["datasets"]?.items ?? []
  }

  /// What the component was made from.
  var ancestors: [DocumentNode] { node["pedigree"]?["ancestors"]?.items ?? [] }
}
