import Matching
import TestSupport
import Testing

@Suite("A pattern scanner")
struct PatternScannerTests {
  private static let shapes: [NaiveMatcher.Shape] = [
    .literal("ab"), .literal("AbC", ignoresCase: true), .literal("a.b*c[\\"), .literal("\u{0}b"),
    .literal("ü"), .literal("bb"), .literal("bbb"),
    .regular("a[bc]{3}", [[0x61], [0x62, 0x63], [0x62, 0x63], [0x62, 0x63]]),
    .regular("c[a-c]\\.", [[0x63], [0x61, 0x62, 0x63], [0x2E]]),
  ]

  @Test("finds what comparing at every offset finds", arguments: 0..<40 as Range<UInt64>)
  func agreesWithNaiveMatcher(seed: UInt64) throws {
    var generator = SeededGenerator(seed)
    let alphabet = Array("aabbccABC.*[\\\u{0}ü".utf8)
    let count = Int.random(in: 0...3000, using: &generator)
    let bytes = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
    let database = try PatternDatabase(patterns: Self.shapes.map(\.pattern))
    let scan = try PatternScanner(database).scan(bytes)
    #expect(scan.hits == NaiveMatcher.hits(of: Self.shapes, in: bytes))
    #expect(!scan.isTruncated)
  }

  @Test("adds the offset of the bytes to the ends")
  func addsOffset() throws {
    let database = try PatternDatabase(patterns: [Pattern(name: "key", expression: "key")])
    let scan = try PatternScanner(database).scan(Array("a key".utf8), offset: 1_000)
    #expect(scan.hits == [PatternHit(pattern: 0, end: 1_005)])
  }

  @Test("finds nothing without patterns or without bytes")
  func emptyInputs() throws {
    let none = try PatternDatabase(patterns: [])
    #expect(try PatternScanner(none).scan(Array("anything".utf8)) == PatternScan())
    let some = try PatternDatabase(patterns: [Pattern(name: "a", expression: "a")])
    #expect(try PatternScanner(some).scan([]) == PatternScan())
  }

  @Test("reports each end of a pattern once and in order")
  func sortedAndUnique() throws {
    let patterns = [
      Pattern(name: "run", expression: "(?:a|aa|aaa)b?", syntax: .regular),
      Pattern(name: "same", expression: "aa"), Pattern(name: "same", expression: "aa"),
    ]
    let hits = try PatternScanner(PatternDatabase(patterns: patterns)).scan(Array("aaab".utf8)).hits
    #expect(hits == hits.sorted())
    #expect(Set(hits).count == hits.count)
    #expect(hits.filter { $0.pattern == 0 }.map(\.end) == [1, 2, 3, 4])
    #expect(hits.filter { $0.pattern == 1 }.map(\.end) == [2, 3])
    #expect(hits.filter { $0.pattern == 2 }.map(\.end) == [2, 3])
  }

  @Test("keeps the first hits up to its limit and says that there were more")
  func hitLimit() throws {
    let patterns = [Pattern(name: "a", expression: "a"), Pattern(name: "aa", expression: "aa")]
    let database = try PatternDatabase(patterns: patterns)
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 5_000)
    let all = try PatternScanner(database, hitLimit: 100_000).scan(bytes)
    #expect(all.hits.count == 9_999)
    #expect(!all.isTruncated)
    let exact = try PatternScanner(database, hitLimit: 9_999).scan(bytes)
    #expect(exact == all)
    let scanner = try PatternScanner(database, hitLimit: 100)
    let first = scanner.scan(bytes)
    #expect(first == PatternScan(hits: Array(all.hits.prefix(100)), isTruncated: true))
    #expect(scanner.scan(Array("a".utf8)) == PatternScan(hits: [PatternHit(pattern: 0, end: 1)]))
  }

  @Test("gives the same hits on many threads at once")
  func threads() async throws {
    let database = try PatternDatabase(patterns: Self.shapes.map(\.pattern))
    let bytes = Array(String(repeating: "ab abc bbb cb. ", count: 2_000).utf8)
    let expected = NaiveMatcher.hits(of: Self.shapes, in: bytes)
    try await withThrowingTaskGroup(of: PatternScan.self) { group in
      for _ in 0..<8 { group.addTask { try PatternScanner(database).scan(bytes) } }
      for try await scan in group { #expect(scan.hits == expected) }
    }
  }

  @Test("names the pattern that cannot be compiled")
  func badPattern() {
    func error(_ expression: String, _ syntax: Pattern.Syntax) -> MatchingError? {
      let patterns = [
        Pattern(name: "good", expression: "good"),
        Pattern(name: "culprit", expression: expression, syntax: syntax),
      ]
      do throws(MatchingError) {
        _ = try PatternDatabase(patterns: patterns)
        return nil
      } catch {
        return error
      }
    }
    for expression in ["a(b", "(?=a)b", "(a)\\1", "a*", "", "a\u{0}b"] {
      guard case .badPattern("culprit", let reason) = error(expression, .regular) else {
        Issue.record("no error that names the pattern for '\(expression)'")
        continue
      }
      #expect(!reason.isEmpty)
    }
    guard case .badPattern("culprit", _) = error("", .literal) else {
      Issue.record("an empty literal was accepted")
      return
    }
    #expect(error("a(b", .literal) == nil)
  }
}
