import Formats
import Foundation
import Testing

@Suite struct TOMLTests {
  private func parse(_ text: String) throws -> DocumentNode {
    try TOMLDocument.parse(Array(text.utf8))
  }

  @Test func `tables, arrays of tables, dotted keys and inline tables make one tree`() throws {
    let root = try parse(
      """
      title = "x" # comment
      a.b.c = 1
      [project]
      "quoted key" = 'C:\\path'
      dependencies = [
        "openai>=1",  # one
        "torch",
      ]
      [tool.uv]
      sources = { x = { git = "https://e.org/x", rev = "1" }, y.path = "../y" }
      [[package]]
      name = "a"
      [package.source]
      registry = "r"
      [[package]]
      name = "b"
      """)
    #expect(root["a"]?["b"]?["c"]?.integer == 1)
    #expect(root["project"]?["quoted key"]?.text == "C:\\path")
    #expect(root["project"]?["dependencies"]?.items.map(\.line) == [6, 7])
    #expect(root["tool"]?["uv"]?["sources"]?["y"]?["path"]?.text == "../y")
    #expect(root["package"]?.items.count == 2)
    #expect(root["package"]?.items[0]["source"]?["registry"]?.text == "r")
    #expect(root["package"]?.items[1].entries.first?.line == 16)
  }

  @Test(arguments: [
    "a", "a =", "a = b", "= 1", "[a", "[[a]", "a = 1 b = 2", "a = \"x", "a = [1", "a = {b = 1",
    "a = 1\na = 2", "[a]\n[a]", "a = 1\n[a]", "a = \"\\q\"", "a = '''x", "a = \"\\uD800\"",
  ])
  func `malformed TOML is an error`(text: String) {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test func `ten thousand levels are refused and nothing overflows`() {
    let array = "a = " + String(repeating: "[", count: 10_000)
    let table = "a = " + String(repeating: "{a = ", count: 10_000)
    let dotted = Array(repeating: "a", count: 10_000).joined(separator: ".")
    for text in [array, table, "\(dotted) = 1", "[\(dotted)]"] {
      #expect(throws: DocumentError.tooDeep(line: 1, limit: 128)) { try parse(text) }
    }
  }

  @Test func `the tree is the one that Python reads`() throws {
    let text = #"""
      # every shape of value
      int = +1_000
      neg = -17
      hex = 0xDEAD_beef
      oct = 0o755
      bin = 0b1101
      flo = 6.626e-34
      flo2 = -1_0.5
      yes = true
      basic = "tab\t quote \" é \u00e9 \U0001F600"
      literal = 'no \escape "here"'
      long = """
      first
        second \
           joined ""quotes"" """""
      raw = '''
      it''s
      '''
      mixed = [ [1, 2], ["a", {b = "c"}], ]
      empty = {}
      "" = "empty key"
      site."google.com" = true
      [a]
      b.c = 1
      b.d = 2
      [a.e]
      [[f]]
      x = 1
      [[f.g]]
      y = 2
      [[f.g]]
      y = 3
      [[f]]
      """#
    let program = """
      import json, sys, tomllib
      print(json.dumps(tomllib.loads(sys.stdin.read()), sort_keys=True))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let expected = try JSONDocument.parse(Array(answer))
    #expect(canonical(try parse(text)) == canonical(expected))
  }

  @Test func `dates and times are text`() throws {
    let root = try parse("a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5\nc = 07:32:00 # x")
    #expect(root["a"]?.text == "1979-05-27T07:32:00Z")
    #expect(root["b"]?.text == "1979-05-27 07:32:00.5")
    #expect(root["c"]?.text == "07:32:00")
  }

  @Test func `a reader gives statement after statement`() throws {
    var reader = TOMLReader(Array("[[package]]\r\nname = \"a\"\r\n\r\n[x]\r\n".utf8))
    var lines: [Int] = []
    while let statement = try reader.next() {
      switch statement {
      case .table(_, let line), .arrayOfTables(_, let line), .assignment(_, _, let line):
        lines.append(line)
      }
    }
    #expect(lines == [1, 2, 4])
  }

  private func canonical(_ node: DocumentNode) -> String {
    switch node.content {
    case .mapping(let entries):
      "{"
        + entries.sorted { $0.key < $1.key }
        .map { "\($0.key.debugDescription): \(canonical($0.value))" }.joined(separator: ", ") + "}"
    case .sequence(let items): "[" + items.map(canonical).joined(separator: ", ") + "]"
    case .text(let text): text.debugDescription
    default: node.scalar ?? "null"
    }
  }
}
