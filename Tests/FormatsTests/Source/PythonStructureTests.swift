import Testing

@testable import Formats

@Suite struct PythonStructureTests {
  private func parse(_ text: String) -> SourceStructure {
    SourceFile.parse(Array(text.utf8), language: .python)
  }

  private func callees(_ structure: SourceStructure) -> [String] {
    structure.calls.map { call in
      structure.callee(of: call).flatMap { structure.path(of: $0) } ?? "?"
    }
  }

  @Test func `calls have their path, line, arguments and names`() throws {
    let structure = parse(
      """
      import os
      agent = Agent(
          "desk", model=os.getenv("MODEL", 'gpt-4o'), tools=[search, lookup(1)], **extra)
      """)
    #expect(callees(structure) == ["Agent", "os.getenv", "lookup"])
    let agent = structure.calls[0]
    #expect(structure.line(of: agent) == 2)
    #expect(structure.column(of: agent) == 9)
    #expect(structure.positionalArguments(of: agent).count == 2)
    let tools = try #require(structure.argument("tools", of: agent))
    #expect(structure.kind(of: tools) == .list)
    #expect(
      structure.children(of: tools).map { structure.text(of: $0) } == ["search", "lookup(1)"])
    let strings = structure.arguments(of: structure.calls[1]).map { structure.string(of: $0) }
    #expect(strings == ["MODEL", "gpt-4o"])
  }

  @Test func `imports keep module, level, name and alias`() {
    let structure = parse(
      "import a.b as c, d\nfrom ..x.y import (e as f,\n  g)\nfrom . import h\nfrom z import *\n")
    let seen = structure.imports.map {
      "\($0.kind) \($0.level) \($0.module) \($0.name ?? "-") \($0.alias ?? "-") \($0.line)"
    }
    #expect(
      seen == [
        "module 0 a.b - c 1", "module 0 d - - 1", "member 2 x.y e f 2", "member 2 x.y g - 2",
        "member 1  h - 4", "all 0 z - - 5",
      ])
  }

  @Test func `definitions nest by indentation, with decorators, parameters and bases`() throws {
    let structure = parse(
      """
      class Desk[T](Base, metaclass=Meta):
          name: str = "desk"
          @server.tool(name="x")
          async def answer(self, q: str = ask(), *args, **kw) -> str:
              def inner(): return run(q)
              return inner()
      done()
      """)
    #expect(structure.classes.map(\.name) == ["Desk"])
    #expect(
      structure.classes[0].bases.map { structure.text(of: $0) } == ["Base", "metaclass=Meta"])
    #expect(structure.functions.map(\.name) == ["answer", "inner"])
    #expect(structure.functions[0].parameters.map(\.name) == ["self", "q", "args", "kw"])
    #expect(structure.functions[0].decorators == 0..<1)
    let run = try #require(structure.calls.first { structure.text(of: $0) == "run(q)" })
    #expect(structure.qualifiedName(of: structure.scope(of: run)) == "Desk.answer.inner")
    #expect(structure.enclosingClass(of: run)?.name == "Desk")
    let done = try #require(structure.calls.last)
    #expect(structure.scope(of: done).isFile)
  }

  @Test func `formatted strings give their holes, nested quotes and formats included`() {
    let structure = parse(
      #"""
      a = f"x {get("k")!r:>{width(1)}} {{no(1)}} {f'{inner(2)}'} {v=}" "tail"
      b = rf'''{one(
        1)} \d'''
      """#)
    #expect(callees(structure) == ["get", "width", "inner", "one"])
    let parts = structure.parts(of: structure.assignments[0].value)
    #expect(parts.first == .text("x "))
    #expect(parts.contains(.text(" {no(1)} ")))
    #expect(parts.last == .text("tail"))
  }

  @Test func `strings are decoded as Python decodes them`() {
    let structure = parse(
      #"x = ["a\n" 'b', r"\d", b"\x41", "\u00e9\N", """t"q""", ("p" "q"), "a\#n"]"#)
    let list = structure.assignments[0].value
    let values = structure.children(of: list).map { structure.string(of: $0) }
    #expect(values.prefix(4) == ["a\nb", #"\d"#, "A", "é\\N"])
    #expect(values[4] == "t\"q")
    #expect(values[5] == "pq")
  }

  @Test func `patterns of case hold no calls, their guards do`() {
    let structure = parse(
      "match f(x):\n  case Point(x=1) if ok(x): go()\n  case (1, 2): pass\ncase = match(1)\n")
    #expect(callees(structure) == ["f", "ok", "go", "match"])
  }

  @Test func `chained, annotated, augmented and walrus assignments are kept`() {
    let structure = parse("a = b = 1\nself.c: int = 2\nd += 3\nif (e := 4): pass\nf, g = 5, 6\n")
    let seen = structure.assignments.map {
      structure.text(of: $0.target) + " " + structure.text(of: $0.value)
    }
    #expect(seen == ["a 1", "b 1", "self.c 2", "d 3", "e 4", "f, g 5, 6"])
    #expect(structure.assignments[3].isAugmented)
  }

  @Test func `comments and docstrings hold no calls`() {
    #expect(callees(parse("# Agent()\n'''Agent()'''\nx = 'Agent()'\n")) == [])
  }

  @Test func `a string or bracket left open ends where the next statement begins`() {
    let structure = parse("a = f('x, 1)\nb = g(1, [2\ndef h():\n    return k()\n")
    #expect(callees(structure) == ["f", "g", "k"])
    #expect(structure.functions.map(\.name) == ["h"])
  }
}
