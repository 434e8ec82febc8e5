/// Reads notebooks that are kept as scripts, with comments or decorators between the cells.
struct ScriptNotebook {
  private typealias Line = (number: Int, text: String)

  private let format: NotebookFormat
  private let language: String
  private let comment: String
  private var cells: [Notebook.Cell] = []
  private var lines: [Line] = []
  private var kind = Notebook.Cell.Kind.code
  private var cellLanguage: String?
  private var isFirst = true

  private init(_ format: NotebookFormat, _ language: String) {
    self.format = format
    self.language = language
    comment = language == "sql" ? "--" : language == "scala" ? "//" : "#"
  }

  static func read(_ bytes: [UInt8], as format: NotebookFormat, language: String) -> Notebook {
    var reader = ScriptNotebook(format, language)
    var all = Array(TextLines(bytes))[...]
    if format == .databricks { all = all.dropFirst() }
    // Only Jupytext, which writes a header, puts magics into comments.
    let hasHeader = reader.skipHeader(&all)
    switch format {
    case .databricks: for line in all { reader.databricks(line) }
    case .marimo: for line in all { reader.marimo(line) }
    case .light: reader.light(all.map { ($0.number, CellMark.uncommented($0.text)) })
    default:
      for line in all {
        reader.percent(hasHeader ? (line.number, CellMark.uncommented(line.text)) : line)
      }
    }
    if format != .light { reader.endCell() }
    return Notebook(format: format, language: language, cells: reader.cells, problem: nil)
  }

  // MARK: Lines

  private mutating func databricks(_ line: Line) {
    if line.text == "\(comment) COMMAND ----------" {
      endCell()
      return
    }
    if line.text.hasPrefix("\(comment) DBTITLE ") {
      lines.append((line.number, ""))
    } else if line.text.hasPrefix("\(comment) MAGIC") {
      let rest = line.text.dropFirst(comment.count + 6)
      lines.append((line.number, String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)))
    } else {
      lines.append(line)
    }
  }

  private mutating func percent(_ line: Line) {
    guard let options = CellMark.percentOptions(line.text) else {
      lines.append(line)
      return
    }
    endCell()
    (kind, cellLanguage) = CellMark.kind(options)
  }

  private mutating func marimo(_ line: Line) {
    if CellMark.isMarimo(line.text) { endCell() }
    lines.append(line)
  }

  /// Paragraphs are cells, unless they stand between `# +` and `# -`.
  private mutating func light(_ all: [Line]) {
    var isOpen = false
    for (index, line) in all.enumerated() {
      if let options = CellMark.plusOptions(line.text) {
        if isOpen { endCell() } else { endParagraph() }
        (kind, cellLanguage) = CellMark.kind(options)
        isOpen = true
      } else if isOpen, line.text == "# -" {
        endCell()
        isOpen = false
      } else if !isOpen, line.text.isEmpty {
        let next = index + 1 < all.count ? all[index + 1].text : ""
        // A function goes on behind an empty line; so does what stands behind two.
        if next.isEmpty || next.first == " " || next.first == "\t" {
          lines.append(line)
        } else {
          endParagraph()
        }
      } else {
        lines.append(line)
      }
    }
    if isOpen { endCell() } else { endParagraph() }
  }

  private mutating func endParagraph() {
    let written = lines.filter { !$0.text.isEmpty }
    guard !written.isEmpty else {
      lines = []
      return
    }
    if written.allSatisfy({ $0.text.hasPrefix("#") }) { kind = .text }
    endCell()
  }

  /// The comment that Jupytext writes at the beginning, between two lines of `# ---`.
  private func skipHeader(_ lines: inout ArraySlice<Line>) -> Bool {
    guard let start = lines.prefix(4).firstIndex(where: { $0.text == "# ---" }),
      let end = lines[(start + 1)...].firstIndex(where: { $0.text == "# ---" })
    else { return false }
    lines = lines[(end + 1)...]
    return true
  }

  // MARK: Cells

  private mutating func endCell() {
    defer { (lines, kind, cellLanguage, isFirst) = ([], .code, nil, false) }
    // What stands before the first mark is a cell where there is anything.
    let isBlank = lines.allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
    if isFirst, isBlank, format != .databricks { return }
    if let language = cellLanguage, language != self.language {
      lines = lines.map { ($0.number, Self.withoutMark($0.text)) }
    }
    while let last = lines.last, last.text.isEmpty { lines.removeLast() }
    let body = lines.drop { $0.text.isEmpty }
    if format == .databricks, body.first?.text.hasPrefix("%md") == true { kind = .text }
    let isPreamble = format == .marimo && isFirst
    let counted = cells.count { $0.number > 0 }
    cells.append(
      Notebook.Cell(
        number: isPreamble ? 0 : counted + 1, kind: kind, language: cellLanguage,
        source: Array(body.map(\.text).joined(separator: "\n").utf8),
        firstLine: body.first?.number ?? lines.first?.number ?? 1))
  }

  private static func withoutMark(_ line: String) -> String {
    guard line.hasPrefix("#") else { return line }
    return String(line.hasPrefix("# ") ? line.dropFirst(2) : line.dropFirst())
  }
}
