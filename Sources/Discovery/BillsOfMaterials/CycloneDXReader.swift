import Estate
import Formats

/// Reads CycloneDX in JSON, 1.2 to 1.7.
struct CycloneDXReader {
  private static let versions: Set<String> = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"]

  private let root: DocumentNode
  private let source: String
  private var contents = BillContents()

  /// - Parameter source: id of the source.
  init(_ root: DocumentNode, source: String) {
    self.root = root
    self.source = source
  }

  func read() throws(Unreadable) -> BillContents {
    try checkFormat()
    var copy = self
    copy.readAll()
    return copy.contents
  }

  private func checkFormat() throws(Unreadable) {
    guard root["bomFormat"]?.text == "CycloneDX" else {
      throw Unreadable("no CycloneDX document: 'bomFormat' is not \"CycloneDX\"")
    }
    let version = root["specVersion"]?.text ?? ""
    guard Self.versions.contains(version) else {
      let known = Self.versions.sorted().joined(separator: ", ")
      throw Unreadable(
        "CycloneDX '\(PlainLine.of(version, limit: 20))' is not read: expected \(known)")
    }
  }

  private mutating func readAll() {
    readSubject()
    var models: [(number: Int, element: CycloneDXElement)] = []
    let whole = [root] + [root["metadata"]?["component"]].compactMap(\.self)
    for (number, element) in addAll("components", of: whole, isService: false)
    where contents.components[number].form == .model && !contents.components[number].isOwn {
      models.append((number, element))
    }
    _ = addAll("services", of: [root], isService: true)
    for (number, element) in models { readCard(element, of: number) }
    readDependencies()
    readVulnerabilities()
    let told = (root["metadata"]?["properties"]?.items ?? [])
      .filter { $0["name"]?.text == ExchangeText.collected }
      .flatMap { ($0["value"]?.text ?? "").split(separator: " ") }
    contents.collected = Set(told.compactMap { RelationKind(name: String($0)) })
  }

  private mutating func readSubject() {
    guard let node = root["metadata"]?["component"], node["name"]?.text?.isEmpty == false,
      node["bom-ref"]?.text?.hasPrefix(ExchangeText.namespace) != true,
      let component = CycloneDXElement(node, isService: false).component(source)
    else { return }
    contents.subject = contents.add(component)
  }

  /// Adds all elements under a key, nested ones included.
  private mutating func addAll(
    _ key: String, of roots: [DocumentNode], isService: Bool
  ) -> [(number: Int, element: CycloneDXElement)] {
    var added: [(number: Int, element: CycloneDXElement)] = []
    var stack = roots.map { (node: $0, number: Int?.none) }
    while let (node, whole) = stack.popLast() {
      guard let list = node[key], !list.isNull else { continue }
      guard list.isSequence else {
        contents.skip("'\(key)' is no list", line: list.line)
        continue
      }
      for item in list.items {
        let element = CycloneDXElement(item, isService: isService)
        guard let component = element.component(source) else {
          contents.skip("an element of '\(key)' without a name", line: item.line)
          continue
        }
        let number = contents.add(component)
        added.append((number, element))
        stack.append((item, number))
        if let whole {
          contents.add(
            BillContents.Edge(from: whole, to: number, line: item.line, isPart: true))
        }
      }
    }
    return added
  }

  /// What the card of a model and its pedigree say of other elements.
  private mutating func readCard(_ element: CycloneDXElement, of model: Int) {
    for item in element.datasets {
      let reference = item["ref"]?.text
      if let known = reference.flatMap(contents.number) {
        contents.add(BillContents.Edge(from: model, to: known, line: item.line))
        continue
      }
      // Older documents describe the data here, and some name it where a reference belongs.
      guard let name = item["name"]?.text ?? reference, !name.isEmpty else { continue }
      var data = BilledComponent(reference: nil, form: .data, name: name, line: item.line)
      data.addresses = [item["contents"]?["url"]?.text].compactMap(\.self)
      contents.add(BillContents.Edge(from: model, to: contents.add(data), line: item.line))
    }
    for item in element.ancestors {
      guard
        let ancestor = CycloneDXElement(item, isService: false).component(source),
        ancestor.form == .model, !ancestor.name.isEmpty
      else { continue }
      contents.add(
        BillContents.Edge(
          from: model, to: contents.add(ancestor), line: item.line, kind: .derivedFrom))
    }
  }

  private mutating func readDependencies() {
    for item in root["dependencies"]?.items ?? [] {
      guard let tail = item["ref"]?.text.flatMap(contents.number) else { continue }
      for need in item["dependsOn"]?.items ?? [] {
        guard let head = need.text.flatMap(contents.number) else { continue }
        contents.add(BillContents.Edge(from: tail, to: head, line: need.line))
      }
    }
  }

  private mutating func readVulnerabilities() {
    for item in root["vulnerabilities"]?.items ?? [] {
      guard let name = item["id"]?.text else { continue }
      if let own = CycloneDXElement(item, isService: true).component(source, name: name),
        own.isOwn
      {
        contents.add(own)
        continue
      }
      let affected = (item["affects"]?.items ?? []).compactMap { $0["ref"]?.text }
      contents.add(
        BillContents.Weakness(
          name: name, severity: item["ratings"]?.items.first?["severity"]?.text,
          description: item["description"]?.text,
          elements: affected.compactMap(contents.number), line: item.line))
    }
  }
}
