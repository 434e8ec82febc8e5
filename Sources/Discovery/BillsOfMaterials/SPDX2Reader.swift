import Estate
import Formats

/// Reads SPDX 2.2 and 2.3 in JSON, which most programs write.
struct SPDX2Reader {
  private static let versions: Set<String> = ["SPDX-2.2", "SPDX-2.3"]

  private let root: DocumentNode
  private var contents = BillContents()

  init(_ root: DocumentNode) { self.root = root }

  func read() throws(Unreadable) -> BillContents {
    guard let version = root["spdxVersion"]?.text else {
      throw Unreadable("no SPDX document: neither '@graph' nor 'spdxVersion'")
    }
    guard Self.versions.contains(version) else {
      throw Unreadable(
        "'\(PlainLine.of(version, limit: 20))' is not read: expected SPDX 2.2, 2.3 or 3.0")
    }
    var copy = self
    copy.readAll()
    return copy.contents
  }

  private mutating func readAll() {
    for node in root["packages"]?.items ?? [] {
      guard let component = component(node) else {
        contents.skip("a package without a name", line: node.line)
        continue
      }
      contents.add(component)
    }
    contents.subject = subjectReference.flatMap(contents.number)
    for node in root["relationships"]?.items ?? [] {
      guard let type = node["relationshipType"]?.text,
        let from = node["spdxElementId"]?.text.flatMap(contents.number),
        let to = node["relatedSpdxElement"]?.text.flatMap(contents.number)
      else { continue }
      read(type, from, to, line: node.line)
    }
  }

  /// The one package that the document describes.
  private var subjectReference: String? {
    var described = Set((root["documentDescribes"]?.items ?? []).compactMap(\.text))
    for node in root["relationships"]?.items ?? []
    where node["relationshipType"]?.text == "DESCRIBES" {
      node["relatedSpdxElement"]?.text.map { _ = described.insert($0) }
    }
    return described.count == 1 ? described.first : nil
  }

  private func component(_ node: DocumentNode) -> BilledComponent? {
    guard let name = node["name"]?.text else { return nil }
    let purl = (node["externalRefs"]?.items ?? [])
      .first { $0["referenceType"]?.text == "purl" }?["referenceLocator"]?.text
      .flatMap { PackageURLParts($0) }
    let isModel = purl?.type == "huggingface" || purl?.type == "mlflow"
    var component = BilledComponent(
      reference: node["SPDXID"]?.text,
      form: isModel ? .model : .init(purpose: node["primaryPackagePurpose"]?.text), name: name,
      line: node.line)
    component.version = node["versionInfo"]?.text
    component.packageURL = purl
    component.addresses = ["downloadLocation", "homepage"].compactMap { node[$0]?.text }
    component.facts["description"] =
      (node["description"] ?? node["summary"])?.text.map { .text(PlainLine.of($0)) }
    return component
  }

  private mutating func read(_ type: String, _ from: Int, _ to: Int, line: Int) {
    switch type {
    case "DEPENDS_ON", "STATIC_LINK", "DYNAMIC_LINK", "HAS_PREREQUISITE":
      contents.add(BillContents.Edge(from: from, to: to, line: line))
    case "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF", "PREREQUISITE_FOR":
      contents.add(BillContents.Edge(from: to, to: from, line: line))
    case "CONTAINS":
      contents.add(BillContents.Edge(from: from, to: to, line: line, isPart: true))
    case "CONTAINED_BY":
      contents.add(BillContents.Edge(from: to, to: from, line: line, isPart: true))
    case "DESCENDANT_OF":
      contents.add(BillContents.Edge(from: from, to: to, line: line, kind: .derivedFrom))
    default: return
    }
  }
}
