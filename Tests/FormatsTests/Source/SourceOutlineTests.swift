import Formats
import TestSupport
import Testing

@Suite struct SourceOutlineTests {
  private func outline(
    _ text: String, _ language: SourceLanguage = .python, _ depth: OutlineDepth = .whole
  ) -> SourceOutline {
    SourceFile.parse(Array(text.utf8), language: language).outline(depth)
  }

  private static let desk = """
    import os
    from .models import default as fallback

    LIMIT = 3

    class Desk(Base, metaclass=Meta):
        kind = "support"

        def __init__(self, model="gpt-4o"):
            self.model = model

        @tool("look up")
        def find(self, question: str):
            with connect(self.url) as connection:
                return connection.ask(f"find {question}", limit=LIMIT)
    """

  @Test func `an outline holds imports, definitions, values and what functions give`() throws {
    let outline = outline(Self.desk)
    #expect(outline.imports.map(\.module) == ["os", "models"])
    #expect(outline.imports[1].alias == "fallback")
    #expect(outline.className(0) == "Desk")
    #expect(outline.bases(0).compactMap { outline.text($0) } == ["Base", "metaclass"])
    #expect(outline.functionName(1) == "find")
    #expect(outline.qualifiedName(of: Scope(function: 1)) == "Desk.find")
    #expect(outline.parameters(0).map(\.name) == ["self", "model"])
    let decorator = try #require(outline.functionDecorators(1).first)
    #expect(outline.kind(decorator) == .call)
    let returned = try #require(outline.returns.first)
    #expect(returned.scope == Scope(function: 1))
    #expect(outline.kind(returned.value) == .call)
    #expect(outline.line(returned.value) == 15)
    let targets = (0..<outline.assignmentCount).compactMap {
      outline.text(outline.assignment($0).target)
    }
    #expect(targets == ["LIMIT", "kind", "model", "connection"])
  }

  @Test func `the texts and holes of a template are its children in order`() throws {
    let outline = outline("x = f\"a {b.c} d {e}\"")
    let template = outline.assignment(0).value
    let parts = outline.children(template).map { outline.text($0) }
    #expect(parts == ["a ", "c", " d ", "e"])
  }

  @Test func `a default export is known by the name default`() {
    let text = "const a = 1\nexport default a\n"
    let plain = outline(text, .typescript)
    #expect(plain.text(plain.assignment(1).target) == "default")
    let named = outline("export default async function start() {}", .typescript)
    #expect(named.text(named.assignment(0).value) == "start")
  }

  @Test func `an outline of definitions leaves out what functions do inside`() {
    let whole = outline(Self.desk)
    let definitions = outline(Self.desk, .python, .definitions)
    #expect(definitions.classCount == whole.classCount)
    #expect(definitions.functionCount == whole.functionCount)
    #expect(definitions.assignmentCount < whole.assignmentCount)
    #expect(definitions.encoded.count < whole.encoded.count)
  }

  @Test func `an outline written and read back is the same`() throws {
    for (text, language) in [
      (Self.desk, SourceLanguage.python),
      ("export const a = {b: `x${c}`, ...d}; class E extends F { @g() h = i() }", .typescript),
      ("var x = client.Do(Options{Name: \"a\"})", .go), ("", .python),
    ] {
      let outline = outline(text, language)
      let read = try #require(SourceOutline(encoded: outline.encoded))
      #expect(read.encoded == outline.encoded)
      #expect(read.language == language)
    }
  }

  @Test func `damaged bytes are refused or read as something sound`() {
    let bytes = outline(Self.desk).encoded
    var random = SeededGenerator(7)
    for length in stride(from: 0, to: bytes.count, by: 13) {
      #expect(SourceOutline(encoded: bytes[..<length]) == nil)
    }
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      guard let outline = SourceOutline(encoded: damaged) else { continue }
      // What is taken for sound can be walked to its end.
      var seen = 0
      for call in outline.calls { seen += outline.arguments(call).count }
      for index in 0..<outline.functionCount {
        seen += outline.qualifiedName(of: Scope(function: index)).count
        seen += outline.parameters(index).count
      }
      #expect(seen >= 0)
    }
  }
}
