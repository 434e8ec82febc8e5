import Catalog
import Estate
import Formats
import Matching
import Testing

@testable import Discovery

/// The examples of `Catalog/constructs`, each run as files of a repository.
@Suite struct ConstructExamplesTests {
  static let documents: [KnowledgeDocument] =
    (try? Knowledge.embedded.documents(under: "Catalog/constructs")) ?? []

  @Test(arguments: documents.map(\.path))
  func `every example of a file finds what it says, and nothing where it says so`(
    path: String
  ) throws {
    let document = try #require(try Knowledge.embedded.document(at: path))
    let examples = document.root["examples"]
    let matching = examples?["match"]?.items ?? []
    let others = examples?["no_match"]?.items ?? []
    #expect(!matching.isEmpty, "\(path) needs examples that match")
    #expect(!others.isEmpty, "\(path) needs examples that do not match")
    for example in matching {
      let found = try SourceCodeFixture(example).found()
      for wanted in example["finds"]?.items.compactMap(\.text) ?? [] {
        #expect(found.has(wanted), "\(path):\(example.line): no '\(wanted)' in \(found)")
      }
    }
    for example in others {
      let found = try SourceCodeFixture(example).found()
      let shared: Set<String> = ["Provider", "Package", "Application", "Repository"]
      let kinds = (example["kinds"]?.items.compactMap(\.text)).map(Set.init)
      let wrong = found.assets.filter { asset in
        kinds.map { $0.contains(asset.kind.name) } ?? !shared.contains(asset.kind.name)
      }
      #expect(
        wrong.isEmpty,
        "\(path):\(example.line): \(wrong.map { "\($0.kind.name) \($0.name)" })")
    }
  }
}
