import Estate
import Foundation
import Testing

@Suite struct SchemaTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test func `docs/schema.md is what the schema says`() throws {
    let file = Self.root.appending(path: "docs/schema.md")
    let written = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let expected = SchemaPage.markdown(of: .current)
    if ProcessInfo.processInfo.environment["ISOBAR_UPDATE_DOCS"] != nil {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(written == expected, "run: make docs")
    }
  }

  @Test func `names lead back to their kinds and relations`() {
    for kind in AssetKind.all { #expect(AssetKind(name: kind.name) == kind) }
    for relation in RelationKind.all { #expect(RelationKind(name: relation.name) == relation) }
    #expect(AssetKind.mcpServer.name == "McpServer")
    #expect(RelationKind.canCall.name == "CAN_CALL")
    #expect(AssetKind(name: "Robot") == nil)
  }

  @Test func `only the scope of an approval gate takes the place of a common property`() {
    let common = Set(Schema.current.common.map(\.name))
    let replaced = Schema.current.kinds.flatMap { kind in
      kind.properties.map(\.name).filter(common.contains).map { "\(kind.name).\($0)" }
    }
    #expect(replaced == ["ApprovalGate.scope"])
  }
}
