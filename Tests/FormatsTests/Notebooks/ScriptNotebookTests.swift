import Testing

@testable import Formats

@Suite("Notebooks kept as text")
struct ScriptNotebookTests {
  private func read(_ name: String, _ text: String) throws -> Notebook {
    let bytes = Array(text.utf8)
    let format = try #require(NotebookFormat(fileName: name, head: Array(bytes.prefix(4096))))
    return Notebook.text(
      bytes, as: format, fileExtension: String(name.split(separator: ".")[1]).lowercased())
  }

  @Test func `by Databricks have commands, magics and titles`() throws {
    let notebook = try read(
      "etl.py",
      """
      # Databricks notebook source
      # MAGIC %md
      # MAGIC # Title

      # COMMAND ----------

      # MAGIC %pip install openai

      # COMMAND ----------

      # DBTITLE 1,Ask
      import openai
      client = openai.OpenAI()

      # COMMAND ----------

      # MAGIC %sql
      # MAGIC SELECT * FROM t

      # COMMAND ----------

      # MAGIC %sh
      # MAGIC pip install torch
      """)
    #expect(notebook.format == .databricks)
    #expect(notebook.cells.map(\.kind) == [.text, .code, .code, .code, .code])
    let code = NotebookCode(notebook)
    #expect(code.commands.map(\.text) == ["pip install openai", "pip install torch"])
    #expect(code.commands.map(\.line) == [7, 23])
    #expect(code.commands.map(\.cell) == [2, 5])
    #expect(code.passages.map(\.language) == ["sql"])
    #expect(String(decoding: code.text, as: UTF8.self).contains("import openai\nclient ="))
  }

  @Test func `by Databricks in SQL hold Python in magics`() throws {
    let notebook = try read(
      "q.sql",
      "-- Databricks notebook source\nSELECT 1\n\n-- COMMAND ----------\n\n-- MAGIC %python\n-- MAGIC import openai"
    )
    #expect(notebook.language == "sql")
    let code = NotebookCode(notebook)
    #expect(code.passages.map(\.language) == ["sql", "python"])
    #expect(code.passages.map(\.line) == [2, 7])
  }

  @Test func `by marimo have functions as cells`() throws {
    let notebook = try read(
      "m.py",
      """
      import marimo

      app = marimo.App(width="medium")


      @app.cell
      def _():
          import openai
          return (openai,)


      @app.cell(hide_code=True)
      def _(openai):
          client = openai.OpenAI()
          return
      """)
    #expect(notebook.format == .marimo)
    #expect(notebook.cells.map(\.number) == [0, 1, 2])
    #expect(notebook.cells.map(\.firstLine) == [1, 6, 12])
    #expect(notebook.cell(atLine: 3) == nil)
    #expect(notebook.cell(atLine: 14) == 2)
  }

  @Test func `by R Markdown and Quarto run chunks in braces only`() throws {
    let notebook = try read(
      "report.Rmd",
      """
      ---
      title: A
      ---

      Text.

      ```{r setup, include=FALSE}
      install.packages("torch")
      ```

      ```python
      shown = "only"
      ```

      ````markdown
      ```{python}
      inside = 1
      ```
      ````

      ```{python, echo=FALSE}
      import openai
      ```

      ```{bash}
      pip install openai
      ```

      ```{{python}}
      escaped = 1
      ```
      """)
    #expect(notebook.cells.map(\.kind) == [.text, .code, .text, .code, .code, .text])
    #expect(notebook.language == "python")
    let code = NotebookCode(notebook)
    #expect(String(decoding: code.text, as: UTF8.self) == "import openai\n")
    #expect(code.starts.map(\.cell) == [4])
    #expect(code.starts.map(\.reported) == [22])
    #expect(code.passages.map(\.language) == ["r"])
    #expect(code.commands.map(\.line) == [26])
  }

  @Test(
    arguments: [
      ("a.py", "# %% one cell alone\nx = 1\n"), ("a.py", "# %%time\n# %%bash\nx = 1\n"),
      ("a.py", "x = '# %%'\n"), ("a.py", "import marimo\nx = 1\n"),
      ("a.py", "\n# Databricks notebook source\n"), ("a.md", "# Title\njupytext: yes\n"),
      ("a.md", "---\ntitle: x\n---\n"), ("a.txt", "# %%\n# %%\n"), ("ipynb", "{}"),
    ])
  func `are not files that are something else`(name: String, text: String) {
    #expect(NotebookFormat(fileName: name, head: Array(text.utf8)) == nil)
  }

  @Test func `of Zeppelin have an interpreter for each paragraph, whose line stays blank`() throws {
    let notebook = try read(
      "n.zpln",
      #"""
      {"paragraphs": [
        {"text": "%spark.pyspark\nimport openai\nclient = openai.OpenAI()"},
        {"text": "%md\n# gpt-4o"},
        {"text": "%sh\npip install torch"},
        {"title": "empty"}
      ], "name": "n"}
      """#)
    #expect(notebook.language == "python")
    #expect(notebook.cells.map(\.kind) == [.code, .text, .code, .code])
    #expect(notebook.cells.map(\.language) == ["python", "markdown", "bash", nil])
    #expect(
      String(decoding: notebook.cells[0].source, as: UTF8.self)
        == "\nimport openai\nclient = openai.OpenAI()")
    #expect(NotebookCode(notebook).commands.map(\.text) == ["pip install torch"])
    #expect(try read("n.zpln", "{").problem == "not JSON")
  }
}
