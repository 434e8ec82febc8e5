import Catalog
import Estate
import TestSupport
import Testing

@testable import Discovery

@Suite("Credentials in notebooks")
struct NotebookCredentialTests {
  private static let secret = joined(
    "gsk_", "Qf7Lw2ZsX9bTn4VkRm8c", "WGdyb3FYHj3Pd6YtEu1G", "a5KoNi0vCxSz")

  private func credentials(_ text: String, path: String = "work/a.ipynb") throws
    -> [AssetObservation]
  {
    try CredentialScan().credentials(in: text, path: path)
  }

  @Test func `are found in code, in text and in outputs, each at its cell`() throws {
    let text = try NotebookFile.text([
      .text("Intro\n\nkey: \(Self.secret)"),
      .code("import os\n\nos.environ[\"GROQ_API_KEY\"] = \"\(Self.secret)\"\nx = 1"),
      .code("print(os.environ)", output: "environ({'GROQ_API_KEY': '\(Self.secret)'})\n"),
    ])
    let found = try credentials(text)
    #expect(found.map(\.sighting.location?.cell) == [1, 2, 3])
    #expect(found.map(\.sighting.location?.line) == [3, 3, nil])
    #expect(Set(found.map(\.id)).count == 1)
    #expect(found[1].properties["location"] == "work/a.ipynb cell 2:3")
    #expect(found[2].properties["location"] == "work/a.ipynb cell 3")
  }

  @Test func `are held by the notebook and by its repository`() throws {
    let text = try NotebookFile.text([.code("key = '\(Self.secret)'")])
    let seen = try CredentialScan().observations(in: text, path: "work/a.ipynb")
    let holders = seen.relations.filter { $0.kind == .containsSecret }.map(\.tail.text)
    #expect(holders == ["repository:local:shop", "notebook:repo:shop/work/a.ipynb"])
    #expect(
      seen.relations.filter { $0.kind == .containsSecret }.allSatisfy {
        $0.sighting.location?.cell == 1
      })
  }

  @Test func `are not hidden by the escapes of JSON, nor by a file of one line`() throws {
    let quoted = try NotebookFile.text([
      .code("%env GROQ_API_KEY=\(Self.secret)"), .code("k = \"\\\"\(Self.secret)\\\"\""),
      .code("a\n\(Self.secret)\nb", output: "\n\t\(Self.secret)"),
    ])
    #expect(try credentials(quoted).count == 4)
    let script =
      "import json, sys; sys.stdout.write(json.dumps(json.load(sys.stdin), separators=(',', ':')))"
    let line = try Command(
      [try PythonEnvironment.python(), "-c", script], input: .init(quoted.utf8)
    ).text
    let found = try credentials(line)
    #expect(found.map(\.sighting.location?.cell) == [1, 2, 3, 3])
  }

  @Test func `in notebooks of plain text have the line of the file`() throws {
    let found = try credentials(
      "# Databricks notebook source\nx = 1\n\n# COMMAND ----------\n\nkey = '\(Self.secret)'\n",
      path: "etl.py")
    #expect(found.map(\.sighting.location?.line) == [6])
    #expect(found.map(\.sighting.location?.cell) == [2])
  }

  @Test func `in a file that only has the name have the line of the file`() throws {
    let found = try credentials("\n\nkey = '\(Self.secret)'\n")
    #expect(found.map(\.sighting.location?.line) == [3])
    #expect(found.map(\.sighting.location?.cell) == [nil])
  }
}
