import Testing

@testable import Formats

/// One file a language: which calls it holds, and a string of its own kind.
@Suite struct BraceStructureTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let language: SourceLanguage
    let text: String
    let calls: [String]
    let strings: [String]
    var testDescription: String { language.rawValue }
  }

  static let samples = [
    Sample(
      language: .java,
      text: """
        import dev.x.Agent;
        class A extends B { @Tool("t") String f(int a) throws E { return g("q\\n").h(); }
          A() { super(); } static final Foo X = new Foo<>("y") { void k() { l(); } }; }
        """, calls: ["g", "?", "super", "Foo", "l"], strings: ["t", "q\n", "y"]),
    Sample(
      language: .kotlin,
      text: "fun String.f(a: Int = d()) = g(model = \"x\") { h(\"a ${i(1)} $b\") }\n",
      calls: ["d", "g", "h", "i"], strings: ["x"]),
    Sample(
      language: .csharp,
      text: """
        [Tool("n")] public async Task<string> F(int a) { await foreach (var x in G()) {}
          return H($"v {I(1):x2}", @"c:\\d""e", \"""raw "q" \""", model: new Foo { A = J() }); }
        """, calls: ["G", "H", "I", "Foo", "J"], strings: ["n", "c:\\d\"\"e", "raw \"q\" "]),
    Sample(
      language: .go,
      text:
        "func (s *S) F(a int) (string, error) { defer func() { g() }(); return h[int](`r\\w`), nil }",
      calls: ["g", "?", "?"], strings: ["r\\w"]),
    Sample(
      language: .go,
      text: """
        var m = map[string]interface{}{"a": f(), "b": []map[string]any{{"c": g("x")}}}
        func f() map[string]int { return make(map[string]int, h()) }
        """, calls: ["f", "g", "make", "h"], strings: ["a", "b", "c", "x"]),
    Sample(
      language: .rust,
      text: "fn f<'a>(x: &'a str) { if let Some(y) = g(r#\"a\"b\"#) { h::<T>('c', |z| k(z)); } }",
      calls: ["g", "h", "k"], strings: ["a\"b", "c"]),
    Sample(
      language: .swift,
      text:
        "func f(_ a: Int) -> String { let s = g(x: #\"r\\d\"#); return \"v \\(h(1))\" + i { j() } }",
      calls: ["g", "h", "i", "j"], strings: ["r\\d"]),
    Sample(
      language: .scala, text: "object A { def f(x: Int): Int = g(s\"v ${h(x)} $y\", \"p\") }",
      calls: ["g", "h"], strings: ["p"]),
    Sample(
      language: .php,
      text:
        "<p>no()</p><?php function f($a) { return $this->g(\"v {$b->h()}\", 'q', name: k()); } ?> no()",
      calls: ["$this.g", "$b.h", "k"], strings: ["q"]),
    Sample(
      language: .dart,
      text: "Future<void> f(int a) async { await g(model: 'x', p: \"v ${h(1)}\"); }",
      calls: ["g", "h"], strings: ["x"]),
    Sample(
      language: .ruby,
      text:
        "class A < B\n  def f(a)\n    g model: 'x', k: \"v #{h(1)}\"\n    i(<<~T)\n      text\n    T\n  end\nend\n",
      calls: ["g", "h", "i"], strings: ["x", "      text\n"]),
  ]

  @Test(arguments: samples) func `calls and strings of each language are read`(_ sample: Sample) {
    let structure = SourceFile.parse(Array(sample.text.utf8), language: sample.language)
    let calls = structure.calls.map { call in
      structure.callee(of: call).flatMap { structure.path(of: $0) } ?? "?"
    }
    #expect(calls == sample.calls)
    #expect(structure.strings.compactMap { structure.string(of: $0) } == sample.strings)
  }

  @Test func `imports of each language give a module`() {
    let samples: [(SourceLanguage, String, [String])] = [
      (.java, "import a.b.C; import static d.E.*;", ["a.b C", "d.E -"]),
      (.kotlin, "import a.b.C as D\n", ["a.b C"]),
      (.csharp, "using A.B; using X = C.D;", ["A.B -", "C.D -"]),
      (.go, "import (\n  \"a/b\"\n  c \"d\"\n)\n", ["a/b -", "d -"]),
      (.rust, "use a::{b::C, d as e};", ["a::b C", "a d"]),
      (.swift, "import Foundation\n", ["Foundation -"]),
      (.php, "<?php use A\\B;", ["A B"]),
      (.dart, "import 'package:a/b.dart' as c;", ["a -"]),
    ]
    for (language, text, expected) in samples {
      let structure = SourceFile.parse(Array(text.utf8), language: language)
      #expect(structure.imports.map { "\($0.module) \($0.name ?? "-")" } == expected)
    }
  }
}
