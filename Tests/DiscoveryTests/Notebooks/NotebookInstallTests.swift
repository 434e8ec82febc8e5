import Catalog
import Estate
import TestSupport
import Testing

@testable import Discovery

@Suite("Installs and commands in notebooks")
struct NotebookInstallTests {
  private static let id = "notebook:repo:example.org/acme/shop/research/a.ipynb"

  private func observations(_ cells: [NotebookFile.Cell], language: String = "python") throws
    -> Observations
  {
    try PackageInspection.of([
      "research/a.ipynb": try NotebookFile.text(cells, language: language)
    ])
  }

  @Test func `make packages that the notebook depends on, at their cells and lines`() throws {
    let seen = try observations([
      .text("# Ask\n\n`pip install anthropic` would do as well."),
      .code("import os\n%pip install -qU openai==1.40.0 langchain"),
      .code("x = 1", output: "pip install cohere\n%pip install cohere"),
      .code("%%bash\npip install numpy\npip install 'transformers>=4'"),
    ])
    let packages = seen.assets.filter { $0.kind == .package }
    #expect(
      packages.map(\.id.text) == [
        "package:pkg:pypi/openai", "package:pkg:pypi/langchain", "package:pkg:pypi/transformers",
      ])
    #expect(packages.map(\.sighting.location?.cell) == [2, 2, 4])
    #expect(packages.map(\.sighting.location?.line) == [2, 2, 3])
    #expect(packages.map { $0.properties["pinned"] } == [true, false, false])
    let notebook = try #require(seen.assets.first { $0.kind == .notebook })
    #expect(notebook.id.text == Self.id)
    #expect(notebook.name == "a.ipynb")
    #expect(notebook.properties["language"] == "python")
    let depends = seen.relations.filter { $0.kind == .dependsOn }
    #expect(depends.allSatisfy { $0.tail.text == Self.id })
    #expect(depends.count == 3)
    #expect(
      seen.relations.contains {
        $0.kind == .contains && $0.tail.kind == .repository && $0.head.text == Self.id
      })
  }

  @Test func `that start containers name their images, where these are of AI`() throws {
    let cells: [NotebookFile.Cell] = [
      .code("!docker run -d -p \"6333:6333\" --name store qdrant/qdrant:v1.10.1"),
      .code("%%bash\ndocker pull postgres:16\ndocker pull ollama/ollama"),
      .code("# !docker run chromadb/chroma\nprint('docker run chromadb/chroma')"),
    ]
    let (seen, error) = Inspection.observe(
      try NotebookDetector(.embedded), path: "a.ipynb",
      Array(try NotebookFile.text(cells).utf8))
    #expect(error == nil)
    let images = seen.assets.filter { $0.kind == .containerImage }
    #expect(images.map(\.name) == ["qdrant/qdrant", "ollama/ollama"])
    #expect(images.map(\.sighting.location?.cell) == [1, 2])
    #expect(images.first?.properties["tag"] == "v1.10.1")
  }

  @Test func `of nothing to do with AI record nothing`() throws {
    let seen = try observations([
      .code("!pip install requests beautifulsoup4\nimport requests"),
      .code("doc = '''\n%pip install openai\n'''\n# !pip install openai"),
      .code("print('!pip install openai')", output: "Collecting openai"),
    ])
    #expect(seen.assets.isEmpty)
    #expect(seen.relations.isEmpty)
  }

  @Test func `of R are those of its functions`() throws {
    let seen = try observations(
      [.code("# setup\ninstall.packages(\"torch\")\nlibrary(torch)")], language: "R")
    let package = try #require(seen.assets.first { $0.kind == .package })
    #expect(package.id.text == "package:pkg:cran/torch")
    #expect(package.sighting.location?.line == 2)
    #expect(seen.assets.first { $0.kind == .notebook }?.properties["language"] == "r")
  }

  @Test func `of plain text have the line of the file`() throws {
    let seen = try PackageInspection.of([
      "etl.py":
        "# Databricks notebook source\n# MAGIC %pip install openai\n\n# COMMAND ----------\n\nx = 1\n",
      "report.qmd": "---\ntitle: x\n---\n\nText\n\n```{python}\n!pip install openai\n```\n",
      "plain.py": "# MAGIC %pip install openai\nx = 1\n",
    ])
    let packages = seen.assets.filter { $0.kind == .package }
    #expect(packages.map(\.sighting.location?.path) == ["etl.py", "report.qmd"])
    #expect(packages.map(\.sighting.location?.line) == [2, 8])
    #expect(packages.map(\.sighting.location?.cell) == [1, 2])
  }

  @Test func `that fetch models are read`() throws {
    let notebook = try NotebookFile.text([
      .code("!ollama pull llama3.1:8b\n!echo ollama pull mistral"),
      .code("%%bash\nhuggingface-cli download Qwen/Qwen3-8B", output: "ollama pull phi3"),
    ])
    let seen = Inspection(
      try NotebookDetector(.embedded), path: "research/a.ipynb", Array(notebook.utf8))
    #expect(
      seen.ids(.model).sorted() == [
        "model:huggingface:Qwen/Qwen3-8B", "model:ollama:llama3.1:8b",
      ])
    #expect(
      seen.has(
        .reads, "notebook:repo:github.com/acme/shop/research/a.ipynb", "model:ollama:llama3.1:8b"))
  }

  @Test func `that are broken are read up to there, and the reason is given once`() throws {
    let text = try NotebookFile.text([.code("!ollama pull llama3.1:8b"), .code("x")])
    let broken = text.replacing("\"nbformat\"", with: "nbformat")
    #expect(broken != text)
    let seen = Inspection(
      try NotebookDetector(.embedded), path: "a.ipynb", Array(broken.utf8))
    #expect(seen.error == nil)
    #expect(seen.ids(.model) == ["model:ollama:llama3.1:8b"])
    #expect(seen.skipped.map(\.reason).count == 1)
    #expect(
      seen.skipped.first?.reason.hasPrefix("not readable as a notebook: line ") == true,
      "\(seen.skipped)")
  }

  @Test func `magics that ask a model name it, those of other names do not`() throws {
    let notebook = try NotebookFile.text([
      .code("%load_ext jupyter_ai_magics"),
      .code("%%ai anthropic-chat:claude-3-5-sonnet-latest -f code\nWrite gpt-4o a poem"),
      .code("%time gpt-4o"),
    ])
    let seen = Inspection(
      try NotebookDetector(.embedded), path: "a.ipynb", Array(notebook.utf8))
    #expect(seen.ids(.model) == ["model:anthropic:claude-3-5-sonnet-latest"])
  }
}
