import Formats

/// A notebook under inspection, and its code.
struct InspectedNotebook: Sendable {
  let notebook: Notebook
  let code: NotebookCode
}

extension InspectedFile {
  /// Largest notebook that is read where it is plain text; others are read as streams.
  private static let textLimit = 8 << 20

  /// The file as a notebook; nil where it is none. It is read once, whichever detectors ask for it; what
  /// could not be read is recorded for the first that does.
  func notebook(_ record: inout Recorder) throws(Unreadable) -> InspectedNotebook? {
    if let inspectedNotebook { return inspectedNotebook }
    guard let format = entry.notebookFormat else { return nil }
    let notebook =
      format == .jupyter
      ? Notebook.jupyter(InspectedBytes(file: self))
      : Notebook.text(
        try contents(limit: Self.textLimit), as: format, fileExtension: entry.fileExtension)
    if let problem = notebook.problem { record.skipped("not readable as a notebook: \(problem)") }
    let inspected = InspectedNotebook(notebook: notebook, code: NotebookCode(notebook))
    inspectedNotebook = inspected
    return inspected
  }
}
