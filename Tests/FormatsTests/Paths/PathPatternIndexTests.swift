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
    func values(for path: String) -> [Int] { index.values(for: path.split(separator: "/")) }
    #expect(values(for: ".cursor/mcp.json") == [1, 3])
    #expect(values(for: "a/.cursor/mcp.json") == [1, 3])
    #expect(values(for: "x.code-workspace") == [2])
    #expect(values(for: "a/rules/b.md") == [4])
    #expect(values(for: "rules/rules/rules") == [4])
    #expect(values(for: "a/mcp.json.bak").isEmpty)
  }
}
