/// Reads notebooks that are kept as Markdown: what stands between two blocks of code is one cell of text.
struct MarkdownNotebook {
  private var cells: [Notebook.Cell] = []
  private var body: [String] = []
  private var start = 1

  /// - Parameter language: that of the notebook where its blocks do not say.
  static func read(_ bytes: [UInt8], as format: NotebookFormat, language: String) -> Notebook {
    var reader = MarkdownNotebook()
    var fence: (mark: Substring, language: String?)?
    var lines = Array(TextLines(bytes))[...]
    var isJupytext = false
    if lines.first?.text == "---",
      let end = lines.dropFirst().firstIndex(where: { ["---", "..."].contains($0.text) })
    {
      isJupytext = lines[..<end].contains { $0.text.trimmed == "jupytext:" }
      lines = lines[(end + 1)...]
    }
    var languages: [String] = []
    for (number, text) in lines {
      let plain = text.drop { $0 == " " || $0 == "\t" || $0 == ">" }
      if let open = fence {
        let isEnd =
          plain.hasPrefix(open.mark) && plain.allSatisfy { $0 == open.mark.first || $0 == " " }
        if isEnd {
          fence = nil
          if let language = open.language {
            reader.end(.code, language)
            languages.append(language)
            reader.start = number + 1
            continue
          }
        }
        let isMagic = isJupytext && format == .chunks && open.language != nil
        reader.body.append(isMagic ? CellMark.uncommented(text) : text)
        continue
      }
      if plain.hasPrefix("```") || plain.hasPrefix("~~~") {
        let mark = plain.prefix { $0 == plain.first }
        let cell = Self.language(String(plain.dropFirst(mark.count)).trimmed, format, language)
        fence = (mark, cell)
        if cell != nil {
          reader.end(.text, nil)
          reader.start = number + 1
          continue
        }
      }
      if reader.body.isEmpty { reader.start = number }
      reader.body.append(text)
    }
    reader.end(fence?.language == nil ? .text : .code, fence?.language)
    let main = languages.contains("python") ? "python" : languages.first ?? language
    return Notebook(format: format, language: main, cells: reader.cells, problem: nil)
  }

  /// The language of a block that is run; nil for one that is only shown.
  private static func language(
    _ information: String, _ format: NotebookFormat, _ main: String
  ) -> String? {
    var words = information.drop { $0 == "{" }.split { " ,}\t".contains($0) }[...]
    let isRun = information.hasPrefix("{") && !information.hasPrefix("{{")
    if format == .markdown {
      if words.first == "code-cell" {
        words = words.dropFirst()
        return (words.first { $0.first?.isLetter == true }).map { Self.plain($0) } ?? main
      }
      guard !isRun, let first = words.first else { return nil }
      return Self.plain(first)
    }
    guard isRun, let first = words.first, first.first?.isLetter == true else { return nil }
    return Self.plain(first)
  }

  private static func plain(_ language: Substring) -> String {
    let name = language.lowercased()
    return name.hasPrefix("ipython") ? "python" : name
  }

  private mutating func end(_ kind: Notebook.Cell.Kind, _ language: String?) {
    defer { body = [] }
    // Options of MyST, such as `:tags: [hide]`.
    if kind == .code, body.first?.hasPrefix(":") == true {
      let code = body.drop { $0.hasPrefix(":") }.drop { $0.isEmpty }
      start += body.count - code.count
      body = Array(code)
    }
    guard kind == .code || !body.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) else { return }
    cells.append(
      Notebook.Cell(
        number: cells.count + 1, kind: kind, language: language,
        source: Array(body.joined(separator: "\n").utf8), firstLine: start))
  }
}
