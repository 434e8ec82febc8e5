import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite struct DataFileDetectorTests {
  private let detector: DataFileDetector

  init() throws { detector = try DataFileDetector(.embedded) }

  private func kinds(_ path: String, _ text: String) -> [String] {
    Inspection(detector, [(path, text)]).estate.assets.map(\.kind.name)
      .filter { $0 != "Repository" }
  }

  private func examples(_ key: String) throws -> [DocumentNode] {
    let document = try #require(try Knowledge.embedded.document(at: "Catalog/data-files.yaml"))
    let items = document.root["examples"]?[key]?.items ?? []
    #expect(!items.isEmpty)
    return items
  }

  @Test("files of rows are told by their place and what each row holds, and others are not")
  func catalogue() throws {
    for node in try examples("match") {
      let path = try #require(node["path"]?.text)
      let kind = try #require(node["finds"]?.text)
      #expect(kinds(path, try #require(node["text"]?.text)) == [kind], "\(path)")
    }
    for node in try examples("no_match") {
      let path = try #require(node["path"]?.text)
      #expect(kinds(path, try #require(node["text"]?.text)) == [], "\(path)")
    }
  }

  @Test("what is named in a file is called so, at its line")
  func names() throws {
    let result = Inspection(
      detector,
      [("evals/datasets/a.yaml", "version: 1\nname: refunds\ncases:\n  - question: May I?\n")])
    let set = try #require(result.estate.assets.first { $0.kind == .dataset })
    #expect(set.name == "refunds")
    #expect(set.id.text.hasSuffix("/evals/datasets/a.yaml"))
  }

  @Test("broken, endless and empty files are nothing, and no failure")
  func hostile() {
    let deep = String(repeating: "[", count: 20_000)
    #expect(kinds("evals/a.json", deep) == [])
    let endless = "{\"question\": \"" + String(repeating: "a", count: 90_000)
    #expect(kinds("evals/a.jsonl", endless) == [])
    #expect(kinds("evals/a.csv", "\n\n\n\n") == [])
    #expect(kinds("evals/a.yaml", "cases: [*unknown") == [])
  }
}
