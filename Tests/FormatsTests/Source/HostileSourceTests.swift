import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite struct HostileSourceTests {
  @Test(arguments: SourceLanguage.allCases)
  func `a hundred thousand brackets neither crash nor hide the calls inside`(
    _ language: SourceLanguage
  ) {
    let start = language == .php ? "<?php " : ""
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
      let text =
        start + "x = " + String(repeating: open, count: 100_000) + "deep(1)"
        + String(repeating: close, count: 100_000)
      let structure = SourceFile.parse(Array(text.utf8), language: language)
      let found = structure.calls.contains { call in
        structure.callee(of: call).flatMap { structure.path(of: $0) } == "deep"
      }
      #expect(found || open == "{" && (language.putsTypesFirst || language.isScript))
    }
  }

  /// What has made lexers slow or deep elsewhere, said many times.
  static let repeated = [
    "(", "{", "[", "}", "`${", "f'{", "f\"\"\"{x:{", "<a>", "<a b={", "/[", "a<", "a<b,", "!", "- ",
    "not ",
    "\"", "'", "#{", "%w(", "<<~A ", "<<<A\n{$", "a ? ", "a=>", "=>", "class A extends ", "new ",
    "async ", "lambda: ", "a.b", "if (", "match x ", "case a ", "\\", "\0", "\u{FEFF}", "x = ",
    "a, b = ",
    "@", "@a ", "|a| ", "->", "$\"{", "\"\\(", "r#\"", "import {", "use a::{", "def a\n", "do |x| ",
    "f{}",
  ]

  @Test(arguments: repeated) func `work grows in proportion to the text`(_ piece: String) {
    for language in SourceLanguage.allCases {
      let prefix = language == .php ? "<?php " : ""
      func steps(_ count: Int) -> Int {
        let text = prefix + String(repeating: piece, count: count)
        return SourceFile.parse(Array(text.utf8), language: language).steps
      }
      let (small, large) = (steps(100), steps(800))
      #expect(large <= small * 10 + 1_000, "\(language)")
    }
  }

  @Test(arguments: SourceLanguage.allCases)
  func `truncated and damaged files are read to their end`(_ language: SourceLanguage) {
    var generator = SeededGenerator(UInt64(language.rawValue.utf8.reduce(0) { $0 + Int($1) }))
    let whole =
      BraceStructureTests.samples.first { $0.language == language }.map { Array($0.text.utf8) }
      ?? Array(
        "const a = <b c={f(`x ${y}`)}>t</b>; def g(x): f'{h(1):>{2}}' /r[/]/ class K {}".utf8)
    for end in 0...whole.count {
      let structure = SourceFile.parse(Array(whole[..<end]), language: language)
      #expect(structure.tokens.last?.kind == .end)
    }
    for _ in 0..<300 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      let structure = SourceFile.parse(damaged, language: language)
      for call in structure.calls {
        _ = structure.arguments(of: call).map { structure.string(of: $0) }
        #expect(structure.range(of: call).upperBound <= damaged.count)
      }
      for string in structure.strings { _ = structure.parts(of: string) }
    }
  }

  @Test func `a token takes sixteen bytes`() { #expect(MemoryLayout<Token>.size <= 16) }

  @Test func `marks, UTF-16 and Latin-1 do not hide code`() {
    let plain = "name = f('é')\n"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in plain.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(plain.utf8)
    let latin1: [UInt8] = Array("name = f('".utf8) + [0xE9, 0x27, 0x29]
    for bytes in [marked, utf16, latin1] {
      let structure = SourceFile.parse(bytes, language: .python)
      #expect(structure.calls.count == 1)
      #expect(structure.assignments.count == 1)
    }
  }
}
