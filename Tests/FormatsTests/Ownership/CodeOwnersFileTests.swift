@testable import Formats
import Testing

@Suite struct CodeOwnersFileTests {
  @Test func `owners, comments, sections and escapes are read as the hosts read them`() {
    let file = CodeOwnersFile(
      text: """
        # comment
        *       @acme/everyone   # trailing
        /docs/  docs@example.com @alice
        my\\ file.txt @bob
        [Models][2] @acme/ml
        models/
        /nobody

        """)
    #expect(
      file.rules == [
        .init(pattern: "*", owners: ["@acme/everyone"], line: 2),
        .init(pattern: "/docs/", owners: ["docs@example.com", "@alice"], line: 3),
        .init(pattern: "my\\ file.txt", owners: ["@bob"], line: 4),
        .init(pattern: "models/", owners: ["@acme/ml"], line: 6),
        .init(pattern: "/nobody", owners: ["@acme/ml"], line: 7),
      ])
    #expect(file.rejected.isEmpty)
  }

  @Test func `a line that is no rule is reported with its number`() {
    let file = CodeOwnersFile(text: "* owner without at\n!x @a\n")
    #expect(file.rules.isEmpty)
    #expect(file.rejected.map(\.line) == [1, 2])
  }
}
