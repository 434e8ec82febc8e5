import Formats
import Testing

@Suite("Statements of scripts")
struct ScriptStatementTests {
  private func statements(_ text: String, isShell: Bool = true) -> [ScriptStatement] {
    ScriptStatement.all(in: text, isShell: isShell)
  }

  @Test("a statement goes on behind a backslash, in open quotes, and has what it is fed")
  func lines() {
    let found = statements(
      """
      curl a \\
        -d '{
        "b": 1
      }' \\
        -v
      cat <<'EOF' > c
      it's fed
      EOF
      echo "d" # don't mind
      e=1
      """)
    #expect(found.map(\.line) == [1, 6, 7, 9, 10])
    #expect(found[0].text.hasSuffix("-v"))
    #expect(found[0].line(naming: "\"b\"") == 3)
    #expect(found[1].fed.map(\.text) == ["it's fed"])
    #expect(found[2].isFed)
  }

  @Test(
    "what does not end goes no further than its line",
    arguments: ["echo 'a\nb\nc", "cat <<EOF\nb\nc", "echo \\\nb", "a=\"\nb", "<<<", "<<"])
  func open(text: String) {
    let found = statements(text)
    #expect(found.flatMap(\.lines).map(\.number) == Array(1...text.split(separator: "\n").count))
  }

  @Test(
    "work grows no faster than the text",
    arguments: ["cat <<A\n", "echo 'a\n' \\\n", "'\n", "\"\n\n\n", "a=$(\n"])
  func hostile(piece: String) {
    let text = String(repeating: piece, count: 20_000)
    #expect(!statements(text).isEmpty)
  }

  @Test("elsewhere quotes mean nothing")
  func others() {
    #expect(statements("a 'b\nc' d\ne", isShell: false).count == 3)
  }

  @Test(
    "assignments have their text without quotes",
    arguments: [
      ("a=\"b c\"; d", "a", "b c"), ("export A='b $c'", "A", "b $c"), ("local -r x=y z", "x", "y"),
      ("p=$(cat <<EOF\none\ntwo\nEOF\n)", "p", "one\ntwo"),
      ("read -r -d '' P <<EOF\none\nEOF", "P", "one"), ("a+=\" b\"", "a", " b"),
    ])
  func assignments(text: String, name: String, value: String) throws {
    let statement = try #require(statements(text).first)
    let assignment = try #require(ScriptAssignment(statement))
    #expect(assignment.name == name)
    #expect(assignment.text == value)
  }

  @Test("other statements are none", arguments: ["if [ a = b ]", "a", "a == b", "--x=y", "a.b=c"])
  func noAssignments(text: String) throws {
    let statement = try #require(statements(text).first)
    #expect(ScriptAssignment(statement) == nil)
  }
}
