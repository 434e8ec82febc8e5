import Foundation
import TestSupport
import Testing

@testable import Formats

/// Notebooks as the programs write them that people use, read as those programs read them.
@Suite("Notebooks as nbformat and Jupytext write them")
struct NotebookAgreementTests {
  /// Writes one notebook in all forms, and what the programs read from each.
  private static let oracle = #"""
    import copy, json, pathlib, sys
    import nbformat, jupytext
    from nbformat.v4 import new_notebook, new_code_cell, new_markdown_cell, new_raw_cell, new_output
    folder = pathlib.Path(sys.argv[1])
    cells = [
        new_markdown_cell("# Title\n\nSome *text* with \"quotes\", a tab\t, ünïcödé 🎈 and \\ backslashes."),
        new_code_cell("import openai\n\nclient = openai.OpenAI()"),
        new_code_cell("def f(x):\n    y = x\n\n    return y", outputs=[
            new_output("stream", text="import torch\n" * 3),
            new_output("execute_result", data={"text/plain": "{\"source\": [1, 2]}", "application/json": {"cells": [{"source": "no"}]}}),
            new_output("error", ename="E", evalue="v", traceback=["\x1b[31mred\x1b[0m"])]),
        new_markdown_cell("More text."),
        new_code_cell("%pip install openai\n%matplotlib inline"),
        new_code_cell("print(f(1))", metadata={"tags": ["a"]}),
        new_code_cell("x = '''\n%pip install not-this\n'''"),
    ]
    notebook = new_notebook(cells=cells, metadata={
        "kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"},
        "language_info": {"name": "python"}})
    report = {}
    def note(name, cells):
        report[name] = [[c["cell_type"].replace("heading", "markdown"), c.get("source", c.get("input", ""))] for c in cells]
    nbformat.write(notebook, folder / "four.ipynb")
    note("four.ipynb", nbformat.read(folder / "four.ipynb", 4).cells)
    with_raw = new_notebook(cells=[new_raw_cell("raw"), new_code_cell(""), new_code_cell("a = 1")])
    nbformat.write(with_raw, folder / "raw.ipynb")
    note("raw.ipynb", with_raw.cells)
    three = nbformat.convert(copy.deepcopy(notebook), 3)
    (folder / "three.ipynb").write_text(nbformat.v3.nbjson.writes(three))
    note("three.ipynb", nbformat.v3.nbjson.reads((folder / "three.ipynb").read_text()).worksheets[0].cells)
    (folder / "line.ipynb").write_text(json.dumps(notebook, separators=(",", ":"), ensure_ascii=True))
    note("line.ipynb", notebook.cells)
    for name, form in [("percent.py", "py:percent"), ("light.py", "py:light"), ("chunks.Rmd", "Rmd"),
                       ("blocks.md", "md"), ("myst.md", "md:myst")]:
        jupytext.write(notebook, folder / name, fmt=form)
        note(name, jupytext.read(folder / name).cells)
    print(json.dumps(report))
    """#

  private static let written = Result {
    let folder = try TemporaryFolder()
    let report = try PythonEnvironment.run(["-c", oracle, folder.path])
    return (folder, Data(report.utf8))
  }

  @Test(
    arguments: [
      "four.ipynb", "raw.ipynb", "three.ipynb", "line.ipynb", "percent.py", "light.py",
      "chunks.Rmd", "blocks.md", "myst.md",
    ])
  func `have the same cells`(name: String) throws {
    let (folder, report) = try Self.written.get()
    let expected = try #require(
      try JSONDecoder().decode([String: [[String]]].self, from: report)[name])
    let bytes = Array(try Data(contentsOf: URL(filePath: folder.file(name))))
    let format = try #require(NotebookFormat(fileName: name, head: Array(bytes.prefix(4096))))
    let notebook = Notebook.text(
      bytes, as: format, fileExtension: String(name.split(separator: ".")[1]).lowercased())
    #expect(notebook.problem == nil)
    #expect(notebook.language == "python")
    let kinds: [Notebook.Cell.Kind: String] = [.code: "code", .text: "markdown", .raw: "raw"]
    #expect(notebook.cells.map { kinds[$0.kind] } == expected.map(\.first), "\(notebook.cells)")
    // Text keeps its comment signs where the file is a script.
    for (cell, wanted) in zip(notebook.cells, expected)
    where cell.kind == .code || format == .jupyter {
      #expect(String(decoding: cell.source, as: UTF8.self) == wanted.last)
    }
    #expect(notebook.cells.map(\.number) == Array(1...expected.count))
  }

  @Test(arguments: ["percent.py", "light.py", "chunks.Rmd", "blocks.md", "myst.md"])
  func `of plain text report the lines of their file`(name: String) throws {
    let (folder, _) = try Self.written.get()
    let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = try #require(lines.firstIndex { $0.hasPrefix("client = ") }) + 1
    let format = try #require(NotebookFormat(fileName: name, head: Array(text.utf8.prefix(4096))))
    let notebook = Notebook.text(Array(text.utf8), as: format, fileExtension: "py")
    let code = NotebookCode(notebook)
    let joined = String(decoding: code.text, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(joined.firstIndex { $0.hasPrefix("client = ") }) + 1
    let start = try #require(code.starts.last { $0.line <= line })
    #expect(start.cell == 2)
    #expect(start.reported + line - start.line == wanted)
    #expect(notebook.cell(atLine: wanted) == 2)
    #expect(code.commands.map(\.text) == ["pip install openai"])
  }
}
