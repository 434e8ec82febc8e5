import Catalog
import Estate
import Formats
import Testing

@testable import Discovery

@Suite struct SourcePartsTests {
  private static let facts: Result<SourceFacts, any Error> = Result {
    try SourceFacts(.embedded)
  }
  private static let repository = RepositoryIdentity(
    id: AssetID(.repository, "git", "example.com/acme/shop"), name: "shop", folder: "")

  private func group(_ files: [(path: String, text: String)]) throws -> SourceGroup {
    let fragments = files.map { path, text in
      let source = SourceFragment(
        outline: SourceFile.parse(Array(text.utf8), language: .python).outline(), isRelevant: true)
      return FileFragment(
        path: path, repository: Self.repository, head: SourceHead(source).encoded,
        body: source.encoded)
    }
    return SourceGroup(
      repository: Self.repository, files: fragments, order: Array(fragments.indices),
      layout: ProjectLayout([], of: Self.repository, try Self.facts.get()), layoutDigest: nil,
      weight: 0)
  }

  /// What is said, as texts.
  private func said(_ linked: [SourceGroup.Linked]) -> [String] {
    linked.flatMap { _, observations in
      observations.assets.map { asset in
        let properties = asset.properties.sorted { $0.key < $1.key }
        return "\(asset.id) \(asset.name) \(properties) \(asset.sighting)"
      }
        + observations.relations.map { "\($0.tail) \($0.kind.name) \($0.head) \($0.sighting)" }
    }
  }

  @Test func `a group that is looked through in parts says the same as one that is not`() throws {
    let facts = try Self.facts.get()
    let group = try group([
      (
        "app/agents.py",
        "from agents import Agent\nfrom app.tools import look\n"
          + "from app.names import MODEL\n"
          + "desk = Agent(name='Desk', model=MODEL, tools=[look], instructions='You help.')\n"
      ),
      (
        "app/main.py",
        "from app.agents import desk\nfrom agents import Agent, Runner\n"
          + "triage = Agent(name='Triage', handoffs=[desk])\nRunner.run_sync(triage, 'hello')\n"
      ),
      ("app/names.py", "MODEL = 'gpt-4o'\n"),
      (
        "app/server.py",
        "from mcp.server.fastmcp import FastMCP\nserver = FastMCP('shop')\n"
          + "@server.tool()\ndef price(item: str) -> int:\n  'The price.'\n  return 1\n"
      ),
      (
        "app/tools.py",
        "from agents import function_tool\n@function_tool\ndef look(at: str):\n"
          + "  'Looks.'\n  return open(at).read()\n"
      ),
    ])
    let linking = Linking(source: "files:test")
    let whole = try group.link(facts, linking, detector: "source-code", begun: nil)
    let begun = try BegunGroup.read(group, nil, facts)
    begun.find(facts)
    let parts = try group.link(facts, linking, detector: "source-code", begun: begun)
    #expect(whole.count == 5)
    #expect(whole.map(\.order) == parts.map(\.order))
    #expect(said(whole) == said(parts))
    #expect(said(whole).contains { $0.contains("DELEGATES_TO") })
    #expect(begun.takeParts().isEmpty)
  }

  @Test func `of files of one name the nearest is meant, however many there are`() {
    let near = [(0, "shop/src/tools.py"), (1, "shop/desk/tools.py"), (2, "tools.py")]
    let many = (10..<60).map { ($0, "other\($0)/deep/tools.py") }
    for paths in [near, near + many] {
      let modules = ModulePaths(paths.map { (index: $0.0, path: $0.1) })
      #expect(modules.python("tools", level: 0, from: "shop/desk", own: nil) == 1)
      #expect(modules.python("tools", level: 0, from: "shop/desk", own: 1) == 0)
      #expect(modules.python("tools", level: 0, from: "shop/till", own: nil) == 0)
      #expect(modules.python("tools", level: 0, from: "shopping", own: nil) == 2)
      #expect(modules.python("tools", level: 0, from: "", own: 2) == nil)
      #expect(modules.python("tools", level: 1, from: "shop/desk", own: nil) == 1)
    }
  }
}
