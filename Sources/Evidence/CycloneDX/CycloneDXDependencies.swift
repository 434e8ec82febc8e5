import Estate

/// The dependency graph: an entry for the whole and for each component and service.
struct CycloneDXDependencies: Sendable {
  private let bill: BillOfMaterials
  private let graph: DependencyGraph

  init(_ bill: BillOfMaterials) {
    self.bill = bill
    graph = DependencyGraph(bill)
  }

  var values: [Value] {
    [entry(CycloneDXDocument.root, refs(graph.roots))]
      + graph.members.flatMap { index -> [Value] in
        let asset = bill.estate.assets[index]
        let versions = CycloneDXComponents.versionReferences(of: asset)
        return [entry(asset.id.text, refs(graph.needs[index]) + versions)]
          + versions.map { entry($0, []) }
      }
  }

  private func refs(_ indices: [Int]) -> [String] {
    indices.map { bill.estate.assets[$0].id.text }
  }

  private func entry(_ ref: String, _ needs: [String]) -> Value {
    var members: [String: Value] = ["ref": .text(ref)]
    if !needs.isEmpty { members["dependsOn"] = .texts(needs) }
    return .map(members)
  }
}
