import Terminal
import Testing

@Suite struct TerminalTests {
  @Test func `escape sequences, newlines and tricks of Unicode are shown, not obeyed`() {
    #expect(Sanitizer.line("a\u{1B}[31mb") == "a\\u{1B}[31mb")
    #expect(Sanitizer.line("a\r\nb\tc") == "a\\r\\nb\\tc")
    #expect(Sanitizer.line("user\u{202E}txt.exe") == "user\\u{202E}txt.exe")
    #expect(Sanitizer.line("zero\u{200B}width \u{9B}31m") == "zero\\u{200B}width \\u{9B}31m")
    #expect(Sanitizer.line("Größe 模型") == "Größe 模型")
  }

  @Test func `a table fits its width, and the flexible column gives way`() {
    var table = TextTable(["id", "message"], flexible: [1])
    table.add([.init("ISO-1"), .init(String(repeating: "word ", count: 40))])
    table.add([.init("ISO-1000"), .init("模型模型")])
    let lines = table.render(on: Canvas(width: 50, hasColor: false))
    #expect(lines.count == 3)
    for line in lines { #expect(TextWidth.columns(line) <= 50) }
    #expect(lines[1].hasSuffix("…"))
  }

  @Test func `colour appears only where it is wanted`() {
    #expect(Canvas(width: 80, hasColor: false).paint("x", .red) == "x")
    #expect(Canvas(width: 80, hasColor: true).paint("x", .red) == "\u{1B}[31mx\u{1B}[0m")
  }

  @Test func `text is wrapped at spaces, and a word that is too long is cut through`() {
    #expect(TextWidth.wrap("one two three", to: 8) == ["one two", "three"])
    #expect(TextWidth.wrap(String(repeating: "x", count: 10), to: 4).joined() == "xxxxxxxxxx")
  }
}
