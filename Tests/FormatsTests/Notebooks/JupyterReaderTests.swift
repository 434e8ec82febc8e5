import Testing

@testable import Formats

@Suite("Notebooks of Jupyter")
struct JupyterReaderTests {
  private func read(_ text: String) -> Notebook {
    Notebook.jupyter(BufferedBytes(Array(text.utf8)))
  }

  private func sources(_ notebook: Notebook) -> [String] {
    notebook.cells.map { String(decoding: $0.source, as: UTF8.self) }
  }

  @Test func `keep what was read before they break`() {
    let notebook = read(
      #"{"cells": [{"cell_type": "code", "source": ["a\n", "b"]}, {"cell_type": "code","#
        + "\n" + #" "source": ["x" "y"]}]}"#)
    #expect(sources(notebook) == ["a\nb"])
    #expect(notebook.problem == "line 2: unexpected '\"' where ',' or ']' belongs")
  }

  @Test(
    arguments: [
      ("", "line 1: ends too early"), ("[]", "no list of cells: not a notebook"),
      ("{}", "no list of cells: not a notebook"),
      (#"{"cells": null}"#, "no list of cells: not a notebook"),
      (#"{"cells": [{"source": "abc"#, "line 1: string without an end"),
      (#"{"cells": [{"source": "\x"}]}"#, "line 1: unknown escape in a string"),
      (#"{"cells": []} x"#, "line 1: unexpected 'x' after the notebook"),
      ("\u{0}\u{1}\u{2}", "line 1: unexpected byte 0 where a value belongs"),
    ])
  func `that are none say so in one line`(text: String, problem: String) {
    #expect(read(text).problem == problem)
  }

  @Test func `without cells are empty`() {
    let notebook = read(#"{"cells": [], "metadata": {}, "nbformat": 4}"#)
    #expect(notebook.problem == nil)
    #expect(notebook.cells.isEmpty)
  }

  @Test func `may have no source, or one of a strange type`() {
    let notebook = read(
      #"{"cells": [{"cell_type": "code", "source": null}, {"cell_type": "code"}, {"cell_type": 4, "source": 3},"#
        + #" 7, {"cell_type": "code", "source": ["a", 1, null, "b"]}]}"#)
    #expect(notebook.problem == nil)
    #expect(sources(notebook) == ["", "", "", "", "ab"])
  }

  @Test func `of any depth are passed over`() {
    let deep =
      String(repeating: #"[{"a":"#, count: 100_000) + "1" + String(repeating: "}]", count: 100_000)
    let notebook = read(
      #"{"cells": [{"cell_type": "code", "outputs": \#(deep), "source": "a"}], "metadata": \#(deep)}"#
    )
    #expect(notebook.problem == nil)
    #expect(sources(notebook) == ["a"])
  }

  @Test func `may begin with a mark and hold numbers that JSON has not`() {
    let notebook = read(
      "\u{FEFF}"
        + #"{"cells": [{"outputs": [NaN, -Infinity, 1e9], "source": "a", "cell_type": "code"}]}"#)
    #expect(notebook.problem == nil)
    #expect(sources(notebook) == ["a"])
  }

  @Test func `resolve escapes, halves of pairs included`() {
    let notebook = read(
      #"{"cells": [{"source": "\u0061\ud83c\udf88\ud83c|\udf88|\ud83c\n|\"\\\/\b\f\r\t"}]}"#)
    #expect(sources(notebook) == ["a🎈\u{FFFD}|\u{FFFD}|\u{FFFD}\n|\"\\/\u{8}\u{C}\r\t"])
  }

  @Test func `that are binary inside strings are read around it`() {
    let bytes =
      Array(#"{"cells": [{"outputs": [""#.utf8) + [0, 0xFF, 0xFE, 0x1B]
      + Array(#""], "source": ""#.utf8)
      + [0xFF] + Array(#"x"}]}"#.utf8)
    let notebook = Notebook.jupyter(BufferedBytes(bytes))
    #expect(notebook.problem == nil)
    #expect(notebook.cells.map(\.source) == [[0xFF, 0x78]])
  }

  @Test func `say the language of the kernel, and of cells that differ`() {
    let notebook = read(
      #"{"cells": [{"cell_type": "code", "source": "1", "metadata": {"vscode": {"languageId": "sql"}}}],"#
        + #" "metadata": {"kernelspec": {"language": "R"}, "language_info": {"name": "R"}}}"#)
    #expect(notebook.language == "r")
    #expect(notebook.cells.map(\.language) == ["sql"])
  }

  @Test func `tell the cell and line of a place in the file`() throws {
    let text =
      #"{"cells": [{"cell_type": "markdown", "source": "KEY0"}, {"cell_type": "code", "#
      + #""outputs": ["KEY1"], "source": ["a = \"x\"\n", "KEY2\nKEY3\n"]}, {"source": "b\nKEY4"}], "metadata": "KEY5"}"#
    let notebook = read(text)
    let places = try (0...5).map { number in
      let key = try #require(text.firstRange(of: "KEY\(number)"))
      return notebook.place(
        ofOffset: text.utf8.distance(from: text.startIndex, to: key.lowerBound))
    }
    #expect(places.map { $0?.cell } == [1, 2, 2, 2, 3, nil])
    #expect(places.map { $0?.line } == [1, nil, 2, 3, 2, nil])
  }

  @Test func `of more code than is read keep the beginning and say so`() {
    let line = String(repeating: "x", count: 1 << 20)
    let cell = #"{"cell_type": "code", "source": "\#(line)"}"#
    let notebook = read(
      #"{"cells": [\#(Array(repeating: cell, count: 20).joined(separator: ","))]}"#)
    #expect(notebook.problem == "more code than is read: the rest was left out")
    #expect(notebook.cells.reduce(0) { $0 + $1.source.count } == 16 << 20)
  }
}
