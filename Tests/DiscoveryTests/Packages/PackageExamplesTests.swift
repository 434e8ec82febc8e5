import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct PackageExamplesTests {
  static let documents = (try? Knowledge.embedded.documents(under: "Catalog/packages")) ?? []

  @Test func `every ecosystem has its packages and its examples`() {
    let ecosystems = Self.documents.compactMap { $0.root["ecosystem"]?.text }
    #expect(Set(ecosystems) == Set(PackageEcosystem.allCases.map(\.rawValue)))
    #expect(Self.documents.allSatisfy { !($0.root["examples"]?["match"]?.items ?? []).isEmpty })
    #expect(Self.documents.allSatisfy { !($0.root["examples"]?["no_match"]?.items ?? []).isEmpty })
  }

  @Test(arguments: documents.map(\.path))
  func `the examples of the catalogue are found and its counterexamples are not`(
    path: String
  ) throws {
    let root = try #require(Self.documents.first { $0.path == path }).root
    let ecosystem = try #require(root["ecosystem"]?.text.flatMap(PackageEcosystem.init))
    for example in root["examples"]?["match"]?.items ?? [] {
      let found = try packages(in: example)
      let wanted = example["packages"]?.items.compactMap(\.text) ?? []
      #expect(found == Set(wanted.map { PackageURL.assetID(ecosystem, $0) }))
    }
    for example in root["examples"]?["no_match"]?.items ?? [] {
      let found = try packages(in: example)
      #expect(found.isEmpty, "\(example["text"]?.text ?? "")")
    }
  }

  private func packages(in example: DocumentNode) throws -> Set<AssetID> {
    let file = try #require(example["file"]?.text)
    let text = try #require(example["text"]?.text)
    let observations = try PackageInspection.of([file: text])
    return Set(observations.assets.filter { $0.kind == .package }.map(\.id))
  }
}
