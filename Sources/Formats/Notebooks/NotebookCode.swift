/// The code of a notebook as one text, without what only notebooks understand, and what it hands to others:
/// command lines and magics.
public struct NotebookCode: Sendable, Equatable {
  /// Where a cell begins in the joined text.
  public struct Start: Sendable, Equatable {
    /// Line of the text, counted from 1.
    public let line: Int
    public let cell: Int
    /// The number by which that line is reported.
    public let reported: Int

    public init(line: Int, cell: Int, reported: Int) {
      self.line = line
      self.cell = cell
      self.reported = reported
    }
  }

  /// A line for a shell, or of a magic.
  public struct Command: Sendable, Equatable {
    public let text: String
    public let cell: Int
    public let line: Int
  }

  /// Code of another language than the notebook's.
  public struct Passage: Sendable, Equatable {
    public let language: String
    public let text: String
    public let cell: Int
    public let line: Int
  }

  /// The language of the text; nil where it is none whose structure can be read.
  public let language: SourceLanguage?
  /// Code of the language of the notebook, one cell after another. Every line of a cell is there;
  /// what is no code is blank.
  public private(set) var text: [UInt8] = []
  public private(set) var starts: [Start] = []
  /// Command lines: of `!`, `%%bash`, `%pip` and the like, those that go over several lines joined.
  public private(set) var commands: [Command] = []
  /// Magics that run no shell, with their arguments, without the signs before them.
  public private(set) var magics: [Command] = []
  public private(set) var passages: [Passage] = []

  private var nextLine = 1
  private let isPython: Bool

  public init(_ notebook: Notebook) {
    language = SourceLanguage(notebook: notebook.language)
    isPython = language == .python
    for cell in notebook.cells where cell.kind == .code { add(cell, of: notebook) }
  }

  private mutating func add(_ cell: Notebook.Cell, of notebook: Notebook) {
    let name = cell.language ?? notebook.language
    let lines = Lines(cell.source)
    if ShellMagics.languages.contains(name) {
      addShell(lines, from: 0, cell)
    } else if let language = SourceLanguage(notebook: name), language == self.language {
      addCode(lines, cell)
    } else if notebook.format == .databricks, let head = lines.head,
      let use = ShellMagics.use(head.text)
    {
      switch use {
      case .code: addPassage("python", lines, from: head.index + 1, cell)
      case .shell(let rest):
        addCommands(rest, at: head.index, cell)
        addShell(lines, from: head.index + 1, cell)
      case .other(let language):
        if let language { addPassage(language, lines, from: head.index + 1, cell) }
      }
    } else {
      addPassage(name, lines, from: 0, cell)
    }
  }

  private mutating func addCode(_ lines: Lines, _ cell: Notebook.Cell) {
    starts.append(Start(line: nextLine, cell: cell.number, reported: cell.firstLine))
    var first = 0
    if isPython, let head = lines.head {
      first = head.index + 1
      switch ShellMagics.use(head.text) {
      case .code: blank(lines.count(upTo: first))
      case .shell(let rest):
        addCommands(rest, at: head.index, cell)
        addShell(lines, from: first, cell)
        return blank(lines.count)
      case .other(let language):
        if let language {
          addPassage(language, lines, from: first, cell)
        } else {
          let plain = head.text.trimmed.drop { $0 == "%" }
          magics.append(
            Command(text: String(plain), cell: cell.number, line: cell.firstLine + head.index))
        }
        return blank(lines.count)
      case nil: first = 0
      }
    }
    guard isPython else {
      for index in 0..<lines.count { append(lines[index]) }
      return
    }
    var state = PythonLineState()
    var index = first
    while index < lines.count {
      let line = lines[index]
      if state.isStatementStart, let magic = LineMagic(line) {
        if let statement = LineMagic.measured(line) {
          state.pass(statement[...])
          append(statement[...])
          index += 1
          continue
        }
        let end = lines.end(ofLineContinuedFrom: index)
        let text = lines.joined(index..<end, first: magic.text)
        let command = Command(text: text, cell: cell.number, line: cell.firstLine + index)
        switch magic.kind {
        case .shell: commands.append(command)
        case .magic: magics.append(command)
        case .help: break
        }
        blank(end - index)
        index = end
        continue
      }
      state.pass(line)
      append(line)
      index += 1
    }
  }

  private mutating func append(_ line: ArraySlice<UInt8>) {
    text += line
    text.append(0x0A)
    nextLine += 1
  }

  private mutating func blank(_ count: Int) {
    text += repeatElement(0x0A, count: count)
    nextLine += count
  }

  private mutating func addShell(_ lines: Lines, from first: Int, _ cell: Notebook.Cell) {
    var index = first
    while index < lines.count {
      let end = lines.end(ofLineContinuedFrom: index)
      let text = lines.joined(index..<end, first: String(decoding: lines[index], as: UTF8.self))
      addCommands(text, at: index, cell)
      index = end
    }
  }

  private mutating func addCommands(_ text: String, at index: Int, _ cell: Notebook.Cell) {
    let plain = text.trimmed
    guard !plain.isEmpty, !plain.hasPrefix("#") else { return }
    commands.append(Command(text: plain, cell: cell.number, line: cell.firstLine + index))
  }

  private mutating func addPassage(
    _ language: String, _ lines: Lines, from first: Int, _ cell: Notebook.Cell
  ) {
    guard first < lines.count else { return }
    let text = (first..<lines.count).map { String(decoding: lines[$0], as: UTF8.self) }
    passages.append(
      Passage(
        language: language, text: text.joined(separator: "\n"), cell: cell.number,
        line: cell.firstLine + first))
  }
}

extension NotebookCode {
  /// The lines of a cell: `\n`, `\r\n` and `\r` end them.
  private struct Lines {
    private let bytes: [UInt8]
    private var ranges: [Range<Int>] = []

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == 0x0A || byte == 0x0D {
          ranges.append(start..<index)
          if byte == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
          start = index + 1
        }
        index += 1
      }
      if start < bytes.count { ranges.append(start..<bytes.count) }
    }

    var count: Int { ranges.count }

    subscript(index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

    func count(upTo end: Int) -> Int { min(end, count) }

    /// The first line that says something: neither blank nor a comment.
    var head: (index: Int, text: String)? {
      for index in ranges.indices {
        guard let first = self[index].first(where: { $0 > 0x20 }) else { continue }
        if first == Byte.hash { continue }
        return first == 0x25 ? (index, String(decoding: self[index], as: UTF8.self)) : nil
      }
      return nil
    }

    /// Behind the last of the lines that backslashes join.
    func end(ofLineContinuedFrom start: Int) -> Int {
      var end = start
      while end < count, self[end].last == Byte.backslash, end - start < 1000 { end += 1 }
      return min(end + 1, count)
    }

    func joined(_ range: Range<Int>, first: String) -> String {
      guard range.count > 1 else { return first.trimmed }
      let rest = range.dropFirst().map { String(decoding: self[$0], as: UTF8.self) }
      return ([first] + rest).map { line in
        line.hasSuffix("\\") ? String(line.dropLast()).trimmed : line.trimmed
      }.joined(separator: " ")
    }
  }
}

extension SourceLanguage {
  /// The language of a notebook by its name there.
  init?(notebook name: String) {
    switch name {
    case "c#", "csharp": self = .csharp
    case "coconut", "sage", "sagemath", "pyspark": self = .python
    default:
      if name.hasPrefix("python") || name.hasPrefix("ipython") {
        self = .python
      } else if let language = SourceLanguage(rawValue: name) {
        self = language
      } else {
        return nil
      }
    }
  }
}
