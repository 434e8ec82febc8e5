import Catalog
import Estate
import TestSupport
import Testing

@testable import Discovery

@Suite("Code in notebooks")
struct NotebookSourceCodeTests {
  private static let id = "notebook:repo:example.com/acme/shop/work/a.ipynb"

  private func found(_ cells: [NotebookFile.Cell]) throws -> SourceCodeFixture.Found {
    try SourceCodeFixture([("work/a.ipynb", try NotebookFile.text(cells))]).found()
  }

  @Test func `is read across cells, magics between, and reported by cell and line`() throws {
    let found = try found([
      .text("# Ask\n\nWe use `gpt-4o` here."),
      .code("%pip install -q openai\nimport os\nfrom openai import OpenAI"),
      .code("!nvidia-smi\n\nclient = OpenAI()", output: "model = 'gpt-3.5-turbo'"),
      .code(
        "%%time\nanswer = client.chat.completions.create(\n    model=\"gpt-4o-mini\",\n    messages=[])"
      ),
    ])
    let model = try #require(found.asset("Model", "gpt-4o-mini").first)
    #expect(model.sighting.location?.cell == 4)
    #expect(model.sighting.location?.line == 3)
    #expect(found.assets.filter { $0.kind == .model }.allSatisfy { $0.name == "gpt-4o-mini" })
  }

  @Test func `makes an asset of the notebook, part of its project, with what it reads and loads`()
    throws
  {
    let found = try found([
      .code("from datasets import load_dataset\nimport torch, joblib"),
      .code("data = load_dataset('squad')"),
      .code("model = torch.load('weights/model.pt')\njoblib.dump(model, 'weights/out.joblib')"),
    ])
    let notebook = try #require(found.assets.first { $0.kind == .notebook })
    #expect(notebook.id.text == Self.id)
    #expect(notebook.name == "a.ipynb")
    #expect(notebook.properties["language"] == "python")
    func relations(_ kind: RelationKind) -> [String] {
      found.relations.filter { $0.kind == kind }.map { "\($0.tail.text) \($0.head.text)" }
    }
    #expect(relations(.reads) == ["\(Self.id) dataset:huggingface:squad"])
    #expect(
      relations(.loadedBy) == [
        "modelartifact:repo:example.com/acme/shop/weights/model.pt \(Self.id)"
      ])
    #expect(relations(.contains).contains("application:repo:example.com/acme/shop \(Self.id)"))
    let reads = try #require(found.relations.first { $0.kind == .reads })
    #expect(reads.sighting.location?.cell == 2)
    #expect(reads.sighting.location?.line == 1)
  }

  @Test func `in outputs and text is none`() throws {
    let code = """
      from openai import OpenAI
      client = OpenAI()
      client.chat.completions.create(model="gpt-4o", messages=[])
      print("mail bob@example.com")
      """
    let found = try found([.text("```python\n\(code)\n```"), .code("x = 1", output: code)])
    #expect(found.assets.isEmpty)
    #expect(found.relations.isEmpty)
  }

  @Test func `without AI makes no asset of the notebook`() throws {
    let found = try found([.code("import os\nprint(os.getcwd())"), .code("!ls")])
    #expect(found.assets.isEmpty)
  }

  @Test func `is no module for other files`() throws {
    let found = try SourceCodeFixture([
      ("openai.ipynb", try NotebookFile.text([.code("class OpenAI: pass")])),
      ("ask.py", "from openai import OpenAI\nOpenAI().chat.completions.create(model=\"gpt-4o\")\n"),
    ]).found()
    #expect(found.has("Model gpt-4o"))
  }

  @Test func `in plain text has the line of the file and the cell`() throws {
    let found = try SourceCodeFixture([
      (
        "etl.py",
        """
        # Databricks notebook source
        # MAGIC %pip install openai

        # COMMAND ----------

        from openai import OpenAI
        client = OpenAI()

        # COMMAND ----------

        client.chat.completions.create(model="gpt-4o", messages=[])
        """
      ),
      (
        "report.qmd",
        "---\ntitle: x\n---\n\nText\n\n```{python}\nfrom anthropic import Anthropic\nAnthropic().messages.create(model=\"claude-3-5-sonnet-20241022\", max_tokens=9, messages=[])\n```\n"
      ),
    ]).found()
    let gpt = try #require(found.asset("Model", "gpt-4o").first)
    #expect(gpt.sighting.location?.line == 11)
    #expect(gpt.sighting.location?.cell == 3)
    let claude = try #require(found.asset("Model", "claude-3-5-sonnet-20241022").first)
    #expect(claude.sighting.location?.line == 9)
    #expect(claude.sighting.location?.cell == 2)
    #expect(found.assets.count { $0.kind == .notebook } == 2)
  }
}
