import Catalog
import Discovery
import Estate
import Testing

@Suite("Tools of the MCP Toolbox for Databases")
struct ToolboxDetectorTests {
  private let detector: ToolboxDetector
  private let here = "github.com/acme/shop/tools.yaml"

  init() throws { detector = try ToolboxDetector(.embedded) }

  private func inspect(_ text: String) -> Inspection {
    Inspection(detector, [("tools.yaml", text)])
  }

  @Test("tools read and write the stores that their sources are")
  func sections() throws {
    let result = inspect(
      """
      sources:
        orders:
          kind: cloud-sql-postgres
          database: shop
      tools:
        find-order:
          kind: postgres-sql
          source: orders
          description: Finds orders.
          statement: |
            SELECT id
            FROM orders ORDER BY note <=> embedding('text-embedding-005', $1)::vector FOR UPDATE;
        close-order:
          kind: postgres-sql
          source: orders
          statement: UPDATE orders SET closed = true WHERE id = $1
        any:
          kind: postgres-execute-sql
          source: orders
      embeddingModels:
        small:
          kind: gemini
          model: gemini-embedding-001
      toolsets:
        clerk: [find-order]
      """)
    let server = "mcpserver:repo:\(here)"
    let store = "datastore:repo:\(here)#orders"
    #expect(
      result.ids(.tool) == [
        "tool:repo:\(here)#any", "tool:repo:\(here)#close-order", "tool:repo:\(here)#find-order",
      ])
    for tool in result.ids(.tool) { #expect(result.has(.provides, server, tool)) }
    #expect(result.has(.reads, "tool:repo:\(here)#find-order", store))
    #expect(!result.has(.writes, "tool:repo:\(here)#find-order", store))
    #expect(result.has(.writes, "tool:repo:\(here)#close-order", store))
    #expect(result.has(.writes, "tool:repo:\(here)#any", store))
    #expect(result.asset(store)?.properties["engine"] == "PostgreSQL")
    let tool = try #require(result.asset("tool:repo:\(here)#find-order"))
    #expect(tool.properties["effects"] == ["database"])
    #expect(tool.sightings.map(\.location?.line) == [6])
    let models = result.estate.assets.filter { $0.kind == .model }
    #expect(models.map(\.name).sorted() == ["gemini-embedding-001", "text-embedding-005"])
    let lines = models.flatMap(\.sightings).compactMap { $0.location?.line }
    #expect(lines.sorted() == [12, 23])
  }

  @Test("each thing may have a document of its own")
  func documents() {
    let result = inspect(
      """
      kind: sources
      name: cache
      type: redis
      ---
      kind: tools
      name: remember
      type: redis
      source: cache
      commands: [[SET, $key, $value]]
      ---
      kind: prompts
      name: review
      messages:
        - content: "Review this code: {{.code}}"
      """)
    #expect(result.ids(.tool) == ["tool:repo:\(here)#remember"])
    #expect(result.has(.writes, "tool:repo:\(here)#remember", "datastore:repo:\(here)#cache"))
    #expect(result.ids(.prompt) == ["prompt:repo:\(here)#prompts.review"])
  }

  @Test(
    "other files with tools and kinds are none",
    arguments: [
      "tools:\n  hammer:\n    kind: hand\n    source: shop\n",
      "tools:\n  - kind: postgres-sql\n    source: a\n",
      "kind: tools\nname: x\nsource: b\ntype: brush\n",
      "kind: Tool\nmetadata: {name: x}\nspec: {source: b}\n",
      "tools:\n  a:\n    kind: postgres-sql\n", "tools: {a: [}\nkind: source:",
    ])
  func others(text: String) {
    let result = inspect(text)
    #expect(result.estate.assets.isEmpty)
    #expect(result.error == nil)
  }
}
