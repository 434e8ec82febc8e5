import Foundation
import TestSupport

/// Notebooks written by `nbformat`.
enum NotebookFile {
  /// A part of a notebook as the script below takes it.
  enum Cell {
    case text(String)
    case code(String, output: String? = nil)

    var description: [String?] {
      switch self {
      case .text(let text): ["text", text, nil]
      case .code(let source, let output): ["code", source, output]
      }
    }
  }

  private static let script = """
    import json, sys, nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
    cells = []
    for kind, source, output in json.load(sys.stdin):
        if kind == "text": cells.append(new_markdown_cell(source, id=f"c{len(cells)}"))
        else:
            outputs = [new_output("stream", text=output)] if output is not None else []
            cells.append(new_code_cell(source, outputs=outputs, id=f"c{len(cells)}"))
    metadata = {"kernelspec": {"name": "k", "language": sys.argv[1], "display_name": "K"}}
    print(nbformat.writes(new_notebook(cells=cells, metadata=metadata)))
    """

  static func text(_ cells: [Cell], language: String = "python") throws -> String {
    let command = try Command(
      [try PythonEnvironment.python(), "-c", script, language],
      input: try JSONSerialization.data(
        withJSONObject: cells.map { $0.description.map { $0 ?? NSNull() as Any } }))
    struct Failure: Error { let text: String }
    guard command.status == 0 else { throw Failure(text: command.errors) }
    return command.text
  }
}
