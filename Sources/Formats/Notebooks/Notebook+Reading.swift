extension Notebook {
  /// Reads a notebook of Jupyter as a stream. Never fails: what is broken is read up to there, and
  /// `problem` says why.
  public static func jupyter(_ source: any ByteSource) -> Notebook { JupyterReader.read(source) }

  /// Reads a notebook that is kept as plain text.
  ///
  /// - Parameter fileExtension: in lower case; tells the language.
  public static func text(
    _ bytes: [UInt8], as format: NotebookFormat, fileExtension: String
  ) -> Notebook {
    let bytes = TextDecoding.withoutMark(bytes)
    switch format {
    case .jupyter: return jupyter(BufferedBytes(bytes))
    case .zeppelin: return ZeppelinNotebook.read(bytes)
    case .chunks, .markdown:
      return MarkdownNotebook.read(
        bytes, as: format, language: fileExtension == "rmd" ? "r" : "python")
    case .databricks, .percent, .light, .marimo:
      let languages = ["r": "r", "sql": "sql", "scala": "scala"]
      return ScriptNotebook.read(
        bytes, as: format, language: languages[fileExtension] ?? "python")
    }
  }
}
