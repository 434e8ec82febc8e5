import Estate
import Formats

/// Reads SPDX 3.0 in JSON-LD.
struct SPDX3Reader {
  private let elements: [DocumentNode]
  private let source: String
  private var contents = BillContents()

  /// - Parameter source: id of the source.
  init(_ root: DocumentNode, source: String) {
    elements = root["@graph"]?.items ?? []
    self.source = source
  }

  func read() throws(Unreadable) -> BillContents {
    let version = elements.first { $0.type == "CreationInfo" }?["specVersion"]?.text
    guard version?.hasPrefix("3.0") == true else {
      throw Unreadable(
        version.map {
          "SPDX '\(PlainLine.of($0, limit: 20))' is not read: expected 2.2, 2.3 or 3.0"
        } ?? "no SPDX document: no CreationInfo states its version")
    }
    var copy = self
    copy.readAll()
    return copy.contents
  }

  private mutating func readAll() {
    for node in elements where Self.isPackage(node.type) {
      guard let component = component(node) else {
        contents.skip("a package without a name", line: node.line)
        continue
      }
      contents.add(component)
    }
    contents.subject = subjectReference.flatMap(contents.number)
    readVulnerabilities()
    readRelationships()
    let told = elements.filter { $0.type == "software_Sbom" }.flatMap(pairs)
      .filter { $0.name == ExchangeText.collected }.flatMap { $0.value.split(separator: " ") }
    contents.collected = Set(told.compactMap { RelationKind(name: String($0)) })
  }

  private static func isPackage(_ type: String) -> Bool {
    ["software_Package", "ai_AIPackage", "dataset_DatasetPackage"].contains(type)
  }

  /// The one element that the document is about, where Isobar did not write it.
  private var subjectReference: String? {
    let bill = elements.first { $0.type == "software_Sbom" }
    let document = elements.first { $0.type == "SpdxDocument" }
    for node in [bill, document].compactMap(\.self) where pairs(of: node).isEmpty {
      let roots = node["rootElement"]?.texts ?? []
      if roots.count == 1 { return roots[0] }
    }
    return nil
  }

  private func component(_ node: DocumentNode) -> BilledComponent? {
    guard let name = node["name"]?.text else { return nil }
    var component = BilledComponent(
      reference: node["spdxId"]?.text ?? node["@id"]?.text, form: form(node), name: name,
      line: node.line)
    component.version = node["software_packageVersion"]?.text
    component.packageURL = packageURL(of: node)
    component.addresses = ["software_downloadLocation", "software_homePage"]
      .compactMap { node[$0]?.text }
    component.pairs = pairs(of: node)
    component.sightings = sightings(in: component.pairs)
    component.facts = facts(of: node)
    return component
  }

  // In small steps: as one function the optimiser of Swift 6.3.1 fails on it.
  private func packageURL(of node: DocumentNode) -> PackageURLParts? {
    if let text = node["software_packageUrl"]?.text { return PackageURLParts(text) }
    for identifier in node["externalIdentifier"]?.items ?? [] {
      let type = identifier["externalIdentifierType"]?.text
      guard type == "packageUrl" || type == "packageURL" else { continue }
      return identifier["identifier"]?.text.flatMap { PackageURLParts($0) }
    }
    return nil
  }

  private func sightings(in pairs: [(name: String, value: String)]) -> [Sighting] {
    pairs.filter { $0.name == ExchangeText.occurrence }
      .compactMap { ExchangeText.sighting($0.value, source: source) }
  }

  private func facts(of node: DocumentNode) -> [String: Value] {
    var facts: [String: Value] = [:]
    if let text = node["description"]?.text { facts["description"] = .text(PlainLine.of(text)) }
    if let text = node["ai_typeOfModel"]?.texts.first {
      facts["architecture"] = .text(PlainLine.of(text))
    }
    if let rows = node["dataset_datasetSize"]?.integer { facts["rows"] = .integer(rows) }
    return facts
  }

  private func form(_ node: DocumentNode) -> BilledComponent.Form {
    let purpose = node["software_primaryPurpose"]?.text
    switch node.type {
    case "ai_AIPackage": return purpose == "application" ? .application : .model
    case "dataset_DatasetPackage": return .data
    default: return BilledComponent.Form(purpose: purpose)
    }
  }

  /// The pairs of text in the extension that carries properties.
  private func pairs(of node: DocumentNode) -> [(name: String, value: String)] {
    (node["extension"]?.items ?? []).flatMap { $0["extension_cdxProperty"]?.items ?? [] }
      .compactMap { item in
        guard let name = item["extension_cdxPropName"]?.text,
          let value = item["extension_cdxPropValue"]?.text
        else { return nil }
        return (name, value)
      }
  }

  private mutating func readVulnerabilities() {
    var affected: [String: [Int]] = [:]
    for node in elements where node["relationshipType"]?.text == "hasAssociatedVulnerability" {
      guard let from = node["from"]?.text.flatMap(contents.number) else { continue }
      for reference in node["to"]?.texts ?? [] { affected[reference, default: []].append(from) }
    }
    for node in elements where node.type == "security_Vulnerability" {
      guard let reference = node["spdxId"]?.text else { continue }
      if let own = component(node), own.isOwn {
        contents.add(own)
        continue
      }
      let identifier = node["externalIdentifier"]?.items.first?["identifier"]?.text
      contents.add(
        BillContents.Weakness(
          name: identifier ?? node["name"]?.text ?? "", severity: nil,
          description: node["description"]?.text, elements: affected[reference] ?? [],
          line: node.line))
    }
  }

  private mutating func readRelationships() {
    for node in elements {
      guard let type = node["relationshipType"]?.text,
        let from = node["from"]?.text.flatMap(contents.number)
      else { continue }
      let heads = (node["to"]?.texts ?? []).compactMap(contents.number)
      let links = pairs(of: node).compactMap { ExchangeText.link(named: $0.name, $0.value) }
      if let link = links.first {
        // The exact relation may lead the other way.
        let isHead = heads.contains {
          contents.components[$0].value(ExchangeText.identity) == link.head.text
        }
        if let tail = isHead ? from : heads.first {
          contents.add(BillContents.OwnLink(from: tail, link: link, line: node.line))
        }
        continue
      }
      for to in heads { read(type, from, to, line: node.line) }
    }
  }

  private mutating func read(_ type: String, _ from: Int, _ to: Int, line: Int) {
    switch type {
    case "trainedOn", "testedOn", "dependsOn", "hasStaticLink", "hasDynamicLink", "usesTool",
      "hasPrerequisite":
      contents.add(BillContents.Edge(from: from, to: to, line: line))
    case "contains":
      contents.add(BillContents.Edge(from: from, to: to, line: line, isPart: true))
    case "descendantOf":
      contents.add(BillContents.Edge(from: from, to: to, line: line, kind: .derivedFrom))
    case "ancestorOf":
      contents.add(BillContents.Edge(from: to, to: from, line: line, kind: .derivedFrom))
    default: return
    }
  }
}

extension DocumentNode {
  /// The type of an element of JSON-LD.
  fileprivate var type: String { self["type"]?.text ?? self["@type"]?.text ?? "" }

  /// The texts of a list; JSON-LD writes a list of one without brackets.
  fileprivate var texts: [String] {
    text.map { [$0] } ?? items.compactMap(\.text)
  }
}

extension BilledComponent.Form {
  /// The form of a package by the purpose that SPDX gives it, in any of its spellings.
  init(purpose: String?) {
    switch purpose?.lowercased() {
    case "application": self = .application
    case "container": self = .container
    case "model": self = .model
    case "data": self = .data
    case nil, "library", "framework", "module", "install", "source": self = .library
    case let word?: self = .other(PlainLine.of(word, limit: 40))
    }
  }
}
