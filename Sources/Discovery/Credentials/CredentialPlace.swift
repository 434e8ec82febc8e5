import Formats

/// Where a secret stands: the line of a file, or the cell of a notebook.
struct CredentialPlace: CustomStringConvertible {
  let entry: FileEntry
  /// Nil in an output or the metadata of a cell.
  let line: Int?
  let cell: Int?
  let notebook: NotebookAsset?

  /// - Parameters:
  ///   - line: line of the file.
  ///   - offset: bytes before it in the file.
  init(_ entry: FileEntry, line: Int, offset: Int, in notebook: Notebook?) {
    self.entry = entry
    guard let notebook else {
      (self.line, cell, self.notebook) = (line, nil, nil)
      return
    }
    self.notebook = NotebookAsset(entry, language: notebook.language)
    if let place = notebook.place(ofOffset: offset) {
      (self.line, cell) = (place.line, place.cell)
    } else {
      (self.line, cell) = (line, notebook.cell(atLine: line))
    }
  }

  var description: String {
    var text = String(entry.pathInRepository)
    if let cell { text += " cell \(cell)" }
    if let line { text += ":\(line)" }
    return text
  }
}
