import Estate

/// The estate as an ML-BOM: CycloneDX in JSON, described by docs/ml-bom.md.
///
/// The same estate gives the same bytes. It is written component by component.
public struct CycloneDXDocument: Sendable {
  /// Reference of the whole, on which everything depends that nothing else needs.
  static let root = "isobar:estate"

  private let bill: BillOfMaterials
  private let version: CycloneDXVersion

  /// - Parameter timestamp: RFC 3339 time that the document states; nil for none.
  public init(_ report: ScanReport, version: CycloneDXVersion, timestamp: String? = nil) {
    bill = BillOfMaterials(report, timestamp: timestamp)
    self.version = version
  }

  /// Writes the document.
  ///
  /// - Parameter write: takes the next piece.
  public func write<Failure>(_ write: (String) throws(Failure) -> Void) throws(Failure) {
    let serial = bill.identifier(format: "cyclonedx-\(version.rawValue)")
    try write(
      """
      {"$schema":"\(version.schema)","bomFormat":"CycloneDX","specVersion":"\(version.rawValue)",\
      "serialNumber":"urn:uuid:\(serial)","version":1,
      "metadata":\(ValueJSON.encode(metadata)),

      """)
    let components = bill.members { if case .component = $0 { true } else { false } }
    let writer = CycloneDXComponents(bill)
    try list("components", components.lazy.map(writer.component), write)
    let services = CycloneDXServices(bill)
    try list("services", bill.members { $0 == .service }.lazy.map(services.service), write)
    try list("dependencies", CycloneDXDependencies(bill).values, write)
    try list("vulnerabilities", CycloneDXVulnerabilities(bill).values, write)
    try write("\"compositions\":[\(ValueJSON.encode(composition))]}\n")
  }

  private func list<Failure>(
    _ key: String, _ items: some Sequence<Value>, _ write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    try write("\"\(key)\":[")
    var isFirst = true
    for item in items {
      try write((isFirst ? "\n" : ",\n") + ValueJSON.encode(item))
      isFirst = false
    }
    try write(isFirst ? "],\n" : "\n],\n")
  }

  private var metadata: Value {
    var members: [String: Value] = [
      "component": .map([
        "bom-ref": .text(Self.root), "type": "application", "name": .text(bill.name),
      ]),
      "tools": .map([
        "components": .list([
          .map(["type": "application", "name": "isobar", "version": .text(bill.version)])
        ])
      ]),
    ]
    let sources = bill.sources.map { ("isobar:source:\($0.status)", $0.id) }
    let collected = (ExchangeText.collected, bill.collected.joined(separator: " "))
    members["properties"] = CycloneDXProperties.value(of: [collected] + sources)
    members["timestamp"] = bill.timestamp.map(Value.text)
    return .map(members)
  }

  /// What is not in the document may still exist.
  private var composition: Value {
    .map([
      "aggregate": bill.isComplete ? "unknown" : "incomplete", "assemblies": [.text(Self.root)],
      "dependencies": [.text(Self.root)],
    ])
  }
}
