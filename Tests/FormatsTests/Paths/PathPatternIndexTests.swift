import Formats
import Testing

@Suite struct PathPatternIndexTests {
  @Test("patterns by name, by ending and by neither are all found, in their order")
  func values() {
    var index = PathPatternIndex<Int>()
    let patterns = [
      "**/.cursor/mcp.json", "*.code-workspace", "mcp.json", "**/rules/*", "# comment",
    ]
    var added: [Bool] = []
    for (number, pattern) in patterns.enumerated() { added.append(index.add(pattern, number + 1)) }
    #expect(added == [true, true, true, true, false])
    #expect(index.values(for: ".cursor/mcp.json") == [1, 3])
    #expect(index.values(for: "a/.cursor/mcp.json") == [1, 3])
    #expect(index.values(for: "x.code-workspace") == [2])
    #expect(index.values(for: "a/rules/b.md") == [4])
    #expect(index.values(for: "a/mcp.json.bak").isEmpty)
  }
}
