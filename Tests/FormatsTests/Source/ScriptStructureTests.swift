import Testing

@testable import Formats

@Suite struct ScriptStructureTests {
  private func parse(_ text: String, _ language: SourceLanguage = .typescript) -> SourceStructure {
    SourceFile.parse(Array(text.utf8), language: language)
  }

  private func callees(_ structure: SourceStructure) -> [String] {
    structure.calls.map { call in
      structure.callee(of: call).flatMap { structure.path(of: $0) } ?? "?"
    }
  }

  @Test func `imports, re-exports and aliases are told apart`() {
    let structure = parse(
      """
      import d, { a as b, type T } from "x";
      import * as all from './y';
      import type { Only } from "z";
      import "side";
      export { p as q } from "./r";
      export * from "s";
      import legacy = require("t");
      """)
    let seen = structure.imports.map {
      "\($0.kind) \($0.module) \($0.name ?? "-") \($0.alias ?? "-")\($0.isTypeOnly ? " type" : "")"
    }
    #expect(
      seen == [
        "member x default d", "member x a b", "member x T - type", "module ./y - all",
        "member z Only - type", "module side - -", "reexport ./r p q", "all s - -",
        "module t - legacy",
      ])
  }

  @Test func `generics, optional calls and private names are calls; declarations are none`() {
    let structure = parse(
      """
      class A<T> extends mixin(B)<T> implements C {
        #run(x: string): Promise<void> { this.#stop?.(x); }
        @tool({ name: "n" }) get value(): T { return make<Map<string, T[]>>(1)!; }
        field: Foo<Bar> = init();
        abstract later(a: number): void;
      }
      interface I { method(a: string): void }
      type F = (a: string) => void;
      const f = async <T,>(x: T): Promise<T> => await g(x as Foo<T>);
      """)
    #expect(callees(structure) == ["mixin", "this.#stop", "tool", "make", "init", "g"])
    #expect(structure.functions.map(\.name).prefix(3) == ["#run", "value", "later"])
  }

  @Test func `a slash is a division behind a value, and begins an expression elsewhere`() {
    let structure = parse(
      "a = b / c(1) / d; e = /f(1)[/]/g; if (x) /y(1)/.test(z); return /k(/\n", .javascript)
    #expect(callees(structure) == ["c", "?"])
  }

  @Test func `templates give their holes, however nested`() throws {
    let structure = parse("const p = `Hi ${name(`in ${deep(1)}`)} and ${x}`;")
    #expect(callees(structure) == ["name", "deep"])
    let parts = structure.parts(of: structure.assignments[0].value)
    #expect(parts.count == 4)
    #expect(parts.first == .text("Hi "))
  }

  @Test func `elements hold calls in their holes, not in their text`() {
    let structure = parse(
      """
      const v = <Page<T> title={t("a")} id="x()">
        don't call(me) {list.map(i => <b key={k(i)}>{i}</b>)} <br/>
        {after()}
      </Page>; next();
      """, .tsx)
    #expect(callees(structure) == ["t", "list.map", "k", "after", "next"])
  }

  @Test func `objects give values by key`() throws {
    let structure = parse(
      "generate({ model: openai('gpt-4o'), 'tools': { a, run() { go() } }, ...rest, [k]: 1 })")
    let object = try #require(structure.arguments(of: structure.calls[0]).first)
    let model = try #require(structure.value(ofKey: "model", in: object))
    #expect(structure.text(of: model) == "openai('gpt-4o')")
    let tools = try #require(structure.value(ofKey: "tools", in: object))
    #expect(structure.children(of: tools).map { structure.name(of: $0) } == ["a", "run"])
    #expect(callees(structure) == ["generate", "openai", "go"])
  }

  @Test func `functions are bound to what they stand in`() throws {
    let structure = parse(
      "export default class Desk { answer = async (q) => { return ask(q) } }\nfunction top() { run() }"
    )
    let ask = try #require(structure.calls.first)
    #expect(structure.enclosingClass(of: ask)?.name == "Desk")
    #expect(structure.enclosingFunction(of: structure.calls[1])?.name == "top")
  }
}
