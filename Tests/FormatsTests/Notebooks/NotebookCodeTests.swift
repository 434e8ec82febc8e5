import Testing

@testable import Formats

@Suite("The code of notebooks")
struct NotebookCodeTests {
  private func code(_ cells: String..., language: String = "python") -> NotebookCode {
    let cells = cells.enumerated().map { index, source in
      Notebook.Cell(number: index + 1, kind: .code, source: Array(source.utf8))
    }
    return NotebookCode(
      Notebook(format: .jupyter, language: language, cells: cells, problem: nil))
  }

  private func text(_ code: NotebookCode) -> String { String(decoding: code.text, as: UTF8.self) }

  @Test func `is joined with the line at which each cell begins`() {
    let code = code("a = 1\nb = 2", "c = 3\n", "", "d = 4")
    #expect(text(code) == "a = 1\nb = 2\nc = 3\nd = 4\n")
    #expect(code.starts.map(\.line) == [1, 3, 4, 4])
    #expect(code.starts.map(\.cell) == [1, 2, 3, 4])
  }

  @Test(
    arguments: [
      "%matplotlib inline", "!ls -la", "    !ls", "files = !ls *.py", "out, err = %sx ls", "?print",
      "print?", "os.path??", "%%time", "%load_ext autoreload", "!!ls", "%%sql\nSELECT 1\nFROM x",
      "%%bash\npip install x", "# a comment\n%%html\n<p>", "%sql\nSELECT 1", "%md\n# Title",
      "pip install openai",
    ])
  func `has no magics`(cell: String) {
    let code = code(cell, "x = 1")
    let lines = text(code).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropLast(2).allSatisfy { $0.isEmpty || $0.hasPrefix("#") }, "\(lines)")
    #expect(code.starts.last?.line == cell.split(separator: "\n").count + 1)
  }

  @Test(
    arguments: [
      "x = a %b", "y = (a\n  % b)", "t = '''\n%pip install x\n!ls\n'''", "z = a \\\n  % b",
      "a != b",
      "s = \"!ls\"", "# why?", "f(a,\n!b\n)", "x = [\n%y\n]", "x = \"it's\"\ny = 'a\"'",
      "q = \"?\"", "x %= 2",
    ])
  func `keeps what only looks like magics`(cell: String) {
    #expect(text(code(cell)) == cell + "\n")
  }

  @Test func `hands command lines on with their cells and lines`() {
    let code = code(
      "import os\n%pip install -q \\\n    openai \\\n    langchain\n!ollama pull llama3",
      "%%bash\n# comment\npip install torch\n\nhf download a/b", "if x:\n    !pip install y",
      "%sh pip install z", "%%capture\n!pip install w", "%conda install v", "r = !pip list")
    #expect(
      code.commands.map(\.text) == [
        "pip install -q openai langchain", "ollama pull llama3", "pip install torch",
        "hf download a/b", "pip install y", "pip install z", "pip install w", "conda install v",
        "pip list",
      ])
    #expect(code.commands.map(\.cell) == [1, 1, 2, 2, 3, 4, 5, 6, 7])
    #expect(code.commands.map(\.line) == [2, 5, 3, 5, 2, 1, 2, 1, 1])
  }

  @Test(
    arguments: [
      ("%time model.fit(x, y)", "model.fit(x, y)"), ("%timeit -n 10 -r3 f(x)", "f(x)"),
      ("    %time f(x)", "    f(x)"), ("best = %timeit -o f(x)", "best = f(x)"),
      ("%prun -l 5 f(\n  x)", "f(\n  x)"), ("%time", ""), ("%timeit -n 10", ""),
      ("%timer f(x)", ""), ("%time = 3", ""),
    ])
  func `holds the statements that magics only measure`(cell: String, statement: String) {
    #expect(text(code(cell)) == statement + "\n")
  }

  @Test func `that magics time or write to a file of Python stays`() {
    #expect(text(code("%%time\nx = 1", "%%writefile train.py\ny = 2")) == "\nx = 1\n\ny = 2\n")
    #expect(text(code("%%writefile data.txt\ny = 2")) == "\n\n")
    #expect(text(code("%python\nx = 1")) == "\nx = 1\n")
  }

  @Test func `of other languages is kept apart`() {
    let code = code("%%R\ninstall.packages('torch')", "%sql\nSELECT 1")
    #expect(code.passages.map(\.language) == ["r", "sql"])
    #expect(code.passages.map(\.line) == [2, 2])
    #expect(text(code) == "\n\n\n\n")
    let r = self.code("library(torch)", language: "r")
    #expect(r.language == nil)
    #expect(r.text.isEmpty)
    #expect(r.passages.map(\.text) == ["library(torch)"])
  }

  @Test func `may have lines that end in any way`() {
    let code = code("a = 1\r\n%ls\r\nb = 2\rc = 3\n")
    #expect(text(code) == "a = 1\n\nb = 2\nc = 3\n")
  }
}
