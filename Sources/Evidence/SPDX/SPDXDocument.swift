import Estate

/// The estate as SPDX 3.0.1 in JSON-LD, with the AI and Dataset profiles; described by docs/ml-bom.md.
///
/// The same estate gives the same bytes. It is written element by element.
public struct SPDXDocument: Sendable {
  static let creation = "_:creation"
  private static let context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
  /// The standard wants a time; this one stands for none.
  private static let noTime = "1970-01-01T00:00:00Z"

  private let bill: BillOfMaterials

  /// - Parameter timestamp: RFC 3339 time in UTC, to the second; nil for none.
  public init(_ report: ScanReport, timestamp: String? = nil) {
    bill = BillOfMaterials(report, timestamp: timestamp)
  }

  /// Writes the document.
  ///
  /// - Parameter write: takes the next piece.
  public func write<Failure>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    let space = SPDXNamespace(bill.identifier(format: "spdx-3.0.1"))
    let elements = SPDXElements(bill, space)
    let relationships = SPDXRelationships(bill, space)
    let ids = elements.indices.map { space.id(of: bill.estate.assets[$0]) }
    try write("{\"@context\":\"\(Self.context)\",\"@graph\":[\n")
    try write(head(space, ids + relationships.ids).map(ValueJSON.encode).joined(separator: ",\n"))
    for index in elements.indices {
      try write(",\n" + ValueJSON.encode(elements.element(index)))
    }
    for number in relationships.ids.indices {
      try write(",\n" + ValueJSON.encode(relationships.relationship(number)))
    }
    try write("\n]}\n")
  }

  /// Who made the document, the document itself and the bill in it.
  private func head(_ space: SPDXNamespace, _ ids: [String]) -> [Value] {
    let (agent, tool, sbom) = (space.own("isobar"), space.own("tool"), space.own("sbom"))
    let roots = DependencyGraph(bill).roots.map { space.id(of: bill.estate.assets[$0]) }
    // "extension" is one too, but the official context takes the word for the property of that name.
    let profiles: Value = ["core", "software", "ai", "dataset", "security"]
    let sources = bill.sources.map { ("isobar:source:\($0.status)", $0.id) }
    let collected = (ExchangeText.collected, bill.collected.joined(separator: " "))
    var bom: [String: Value] = [
      "type": "software_Sbom", "spdxId": .text(sbom), "creationInfo": .text(Self.creation),
      "name": .text(bill.name), "profileConformance": profiles,
      "extension": [SPDXProperties.value(of: [collected] + sources)],
    ]
    if !ids.isEmpty { bom["element"] = .texts(ids) }
    if !roots.isEmpty { bom["rootElement"] = .texts(roots) }
    return [
      .map([
        "type": "CreationInfo", "@id": .text(Self.creation), "specVersion": "3.0.1",
        "created": .text(bill.timestamp ?? Self.noTime), "createdBy": [.text(agent)],
        "createdUsing": [.text(tool)],
      ]),
      .map([
        "type": "SoftwareAgent", "spdxId": .text(agent), "creationInfo": .text(Self.creation),
        "name": "isobar",
      ]),
      .map([
        "type": "Tool", "spdxId": .text(tool), "creationInfo": .text(Self.creation),
        "name": .text("isobar \(bill.version)"),
      ]),
      .map([
        "type": "SpdxDocument", "spdxId": .text(space.own("document")),
        "creationInfo": .text(Self.creation), "name": .text(bill.name),
        "profileConformance": profiles, "rootElement": [.text(sbom)],
      ]),
      .map(bom),
    ]
  }
}
