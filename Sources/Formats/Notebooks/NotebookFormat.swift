/// The forms in which notebooks are kept.
public enum NotebookFormat: String, Sendable, CaseIterable {
  /// JSON of nbformat 3 and 4.
  case jupyter
  /// JSON of Apache Zeppelin.
  case zeppelin
  /// Source files that Databricks exports.
  case databricks
  /// Scripts with cells marked by `# %%`, as Jupytext, VS Code, Spyder and Sphinx-Gallery write them.
  case percent
  /// Scripts of Jupytext whose paragraphs are cells.
  case light
  /// Python whose functions are cells.
  case marimo
  /// Markdown whose chunks in braces are run: R Markdown and Quarto.
  case chunks
  /// Markdown of Jupytext, whose blocks of code are cells; MyST among them.
  case markdown

  /// The format of a file by its name and first bytes; nil where it is no notebook. Cheap.
  public init?(fileName: some StringProtocol, head: [UInt8]) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    switch fileName[fileName.index(after: dot)...] {
    case "ipynb": self = .jupyter
    case "zpln": self = .zeppelin
    case "Rmd", "rmd", "qmd": self = .chunks
    case "md":
      guard head.starts(with: "---".utf8), Marks(head).isJupytext else { return nil }
      self = .markdown
    case "py", "r", "R", "sql", "scala":
      guard let format = Marks(head).format else { return nil }
      self = format
    default: return nil
    }
  }
}

/// What the first lines of a script say of its being a notebook.
private struct Marks {
  private(set) var isJupytext = false
  private var isDatabricks = false
  private var isLight = false
  private var importsMarimo = false
  private var isMarimo = false
  private var cells = 0

  var format: NotebookFormat? {
    if isDatabricks { return .databricks }
    if isMarimo { return .marimo }
    if isJupytext { return isLight && cells == 0 ? .light : .percent }
    // One mark alone may be a comment like any other.
    return cells > 1 ? .percent : nil
  }

  init(_ head: [UInt8]) {
    head.withUnsafeBufferPointer { bytes in
      var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var isFirst = true
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end &+= 1 }
        note(bytes[start..<end], isFirst)
        isFirst = false
        start = end + 1
      }
    }
  }

  private mutating func note(_ line: Slice<UnsafeBufferPointer<UInt8>>, _ isFirst: Bool) {
    func begins(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { line.starts(with: $0) }
    }
    guard let byte = line.first else { return }
    if isFirst {
      isDatabricks =
        begins("# Databricks notebook source") || begins("-- Databricks notebook source")
        || begins("// Databricks notebook source")
    }
    switch byte {
    case Byte.hash:
      if begins("# %%") || begins("#%%") {
        if CellMark.isPercent(String(decoding: line, as: UTF8.self).trimmed) { cells += 1 }
      } else if begins("#   jupytext:") || begins("# jupytext:") {
        isJupytext = true
      } else if begins("#       format_name: light") {
        isLight = true
      }
    case 0x20: if begins("  jupytext:") { isJupytext = true }
    case 0x69: if begins("import marimo") { importsMarimo = true }
    case 0x6A: if begins("jupytext:") { isJupytext = true }
    case 0x61: if importsMarimo, begins("app = marimo.App(") { isMarimo = true }
    default: break
    }
  }
}
