/// Reads notebooks of nbformat 3 and 4 as a stream: outputs of any size take no memory.
struct JupyterReader {
  /// Bytes of source that are kept of one notebook, and cells.
  private static let sourceLimit = 16 << 20
  private static let cellLimit = 100_000

  private var json: JSONStream
  private var cells: [Notebook.Cell] = []
  private var kernelLanguage: String?
  private var language: String?
  private var kept = 0
  private var hasCells = false
  private var isCut = false

  init(_ source: any ByteSource) { json = JSONStream(source) }

  /// The notebook, as far as it can be read.
  static func read(_ source: any ByteSource) -> Notebook {
    var reader = JupyterReader(source)
    var problem: String?
    do {
      try reader.document()
      if !reader.hasCells { problem = "no list of cells: not a notebook" }
    } catch {
      problem = error.description
    }
    if reader.isCut { problem = problem ?? "more code than is read: the rest was left out" }
    let language = reader.language ?? reader.kernelLanguage ?? "python"
    return Notebook(
      format: .jupyter, language: language.lowercased(), cells: reader.cells, problem: problem)
  }

  private mutating func document() throws(DocumentError) {
    json.skipMark()
    try members { (reader, key) throws(DocumentError) in
      switch key {
      case "cells": try reader.cellList()
      case "worksheets":
        try reader.elements { (reader) throws(DocumentError) in
          try reader.members { (reader, key) throws(DocumentError) in
            if key == "cells" { try reader.cellList() } else { try reader.json.skipValue() }
          }
        }
      case "metadata": try reader.metadata()
      default: try reader.json.skipValue()
      }
    }
    guard json.peekToken() == nil else { throw json.unexpected("after the notebook") }
  }

  private mutating func metadata() throws(DocumentError) {
    try members { (reader, key) throws(DocumentError) in
      switch key {
      case "kernelspec", "language_info":
        let isKernel = key == "kernelspec"
        try reader.members { (reader, key) throws(DocumentError) in
          if key == (isKernel ? "language" : "name") {
            let name = try reader.text()
            if isKernel { reader.kernelLanguage = name } else { reader.language = name }
          } else {
            try reader.json.skipValue()
          }
        }
      default: try reader.json.skipValue()
      }
    }
  }

  // MARK: Cells

  private mutating func cellList() throws(DocumentError) {
    hasCells = hasCells || json.peekToken() == Byte.openBracket
    try elements { (reader) throws(DocumentError) in try reader.cell() }
  }

  private mutating func cell() throws(DocumentError) {
    _ = json.peekToken()
    let start = json.offset
    var cell = Notebook.Cell(number: cells.count + 1, kind: .raw, source: [])
    var source = LocatedText(limit: max(0, Self.sourceLimit - kept))
    try members { (reader, key) throws(DocumentError) in
      switch key {
      case "cell_type":
        switch try reader.text() {
        case "code": cell.kind = .code
        case "markdown", "heading", "html": cell.kind = .text
        default: cell.kind = .raw
        }
      case "source", "input": try reader.source(into: &source)
      case "language": cell.language = try reader.text()?.lowercased()
      case "metadata": cell.language = try reader.cellLanguage() ?? cell.language
      default: try reader.json.skipValue()
      }
    }
    guard cells.count < Self.cellLimit else {
      isCut = true
      return
    }
    isCut = isCut || source.isCut
    kept += source.bytes.count
    cell.range = start..<json.offset
    cell.source = source.bytes
    cell.lineOffsets = source.lineOffsets + [source.end]
    cells.append(cell)
  }

  /// A string, or a list of strings.
  private mutating func source(into text: inout LocatedText) throws(DocumentError) {
    switch json.peekToken() {
    case Byte.quote: try json.string(into: &text)
    case Byte.openBracket:
      _ = json.takes(Byte.openBracket)
      guard !json.takes(Byte.closeBracket) else { return }
      repeat {
        if json.peekToken() == Byte.quote {
          try json.string(into: &text)
        } else {
          try json.skipValue()
        }
      } while json.takes(Byte.comma)
      try json.take(Byte.closeBracket, "where ',' or ']' belongs")
    default: try json.skipValue()
    }
  }

  /// The language of a cell where editors keep one for each.
  private mutating func cellLanguage() throws(DocumentError) -> String? {
    var language: String?
    try members { (reader, key) throws(DocumentError) in
      switch key {
      case "vscode", "polyglot_notebook", "dotnet_interactive":
        try reader.members { (reader, key) throws(DocumentError) in
          switch key {
          case "languageId", "kernelName", "language": language = try reader.text()?.lowercased()
          default: try reader.json.skipValue()
          }
        }
      default: try reader.json.skipValue()
      }
    }
    return language
  }

  // MARK: Values

  /// A short string; nil for a value of another type.
  private mutating func text() throws(DocumentError) -> String? {
    if json.peekToken() == Byte.quote { return try json.string() }
    try json.skipValue()
    return nil
  }

  /// The members of the object that follows; what is none is passed.
  private mutating func members(
    _ body: (inout JupyterReader, String) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    guard json.takes(Byte.openBrace) else { return try json.skipValue() }
    guard !json.takes(Byte.closeBrace) else { return }
    repeat {
      let key = try json.string()
      try json.take(Byte.colon, "where ':' belongs")
      try body(&self, key)
    } while json.takes(Byte.comma)
    try json.take(Byte.closeBrace, "where ',' or '}' belongs")
  }

  private mutating func elements(
    _ body: (inout JupyterReader) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    guard json.takes(Byte.openBracket) else { return try json.skipValue() }
    guard !json.takes(Byte.closeBracket) else { return }
    repeat { try body(&self) } while json.takes(Byte.comma)
    try json.take(Byte.closeBracket, "where ',' or ']' belongs")
  }
}
