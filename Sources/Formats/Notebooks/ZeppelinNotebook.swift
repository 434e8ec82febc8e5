/// Reads notebooks of Apache Zeppelin: JSON whose paragraphs begin with the interpreter that runs them.
enum ZeppelinNotebook {
  /// Languages of interpreters, by the last part of their name.
  private static let languages = [
    "python": "python", "ipython": "python", "pyspark": "python", "ipyspark": "python",
    "conda": "python", "sh": "bash", "bash": "bash", "shell": "bash", "r": "r", "sparkr": "r",
    "ir": "r", "sql": "sql", "jdbc": "sql", "spark": "scala", "scala": "scala", "md": "markdown",
    "angular": "html", "html": "html",
  ]
  private static let limit = 10_000

  static func read(_ bytes: [UInt8]) -> Notebook {
    guard let root = try? JSONDocument.parse(bytes) else {
      return Notebook(format: .zeppelin, language: "python", cells: [], problem: "not JSON")
    }
    var cells: [Notebook.Cell] = []
    for paragraph in (root["paragraphs"]?.items ?? []).prefix(limit) {
      let text = paragraph["text"]?.text ?? ""
      let interpreter = interpreter(text)
      let language = languages[interpreter.split(separator: ".").last.map(String.init) ?? ""]
      // The line of the interpreter stays, so that lines count as people see them.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let isMarked = lines.first?.trimmed.hasPrefix("%") == true
      let source = isMarked ? "\n" + lines.dropFirst().joined(separator: "\n") : text
      cells.append(
        Notebook.Cell(
          number: cells.count + 1, kind: language == "markdown" ? .text : .code,
          language: language, source: Array(source.utf8)))
    }
    let names = cells.compactMap { $0.kind == .code ? $0.language : nil }
    let main = names.contains("python") ? "python" : names.first { $0 != "bash" } ?? "python"
    return Notebook(format: .zeppelin, language: main, cells: cells, problem: nil)
  }

  /// `%spark.pyspark(pool=x)` names `spark.pyspark`.
  private static func interpreter(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard start.first == "%" else { return "" }
    return start.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
      .lowercased()
  }
}
