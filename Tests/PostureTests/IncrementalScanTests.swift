import Evidence
import Foundation
import Glibc
import Posture
import TestSupport
import Testing

@Suite struct IncrementalScanTests {
  private static func document(_ target: String, cacheFolder: String?) throws -> String {
    SampleOrganisation.document(
      try PostureScan(
        ScanRequest(
          targets: [target], now: SampleOrganisation.now, cacheFolder: cacheFolder,
          reusesOutcomes: cacheFolder != nil)
      ).run())
  }

  @Test(arguments: 0..<10)
  func `after any edits a scan with a cache gives the document of one without`(seed: Int) throws {
    let folder = try TemporaryFolder()
    var repository = try EditedRepository(folder.url.appending(path: "shop"), seed: UInt64(seed))
    let cacheFolder = folder.file("cache")
    var documents: Set<String> = []
    for step in 0..<8 {
      let edits = try repository.edit()
      let fresh = try Self.document(repository.path, cacheFolder: nil)
      let again = try Self.document(repository.path, cacheFolder: cacheFolder)
      let (new, old) = (again.split(separator: "\n"), fresh.split(separator: "\n"))
      let difference = new.difference(from: old).prefix(3).map { "\($0)" }
      #expect(difference.isEmpty && again == fresh, "step \(step), \(edits): \(difference)")
      documents.insert(fresh)
      if step % 2 == 1 { usleep(30_000) }
    }
    // Otherwise the comparison would say little.
    #expect(documents.count > 1)
  }

  @Test func `the sample organisation is the same from the cache, all of it`() throws {
    let folder = try TemporaryFolder()
    let fresh = try Self.document(SampleOrganisation.path, cacheFolder: nil)
    for _ in 0..<2 {
      #expect(try Self.document(SampleOrganisation.path, cacheFolder: folder.path) == fresh)
    }
  }
}

/// A repository of files that detectors look at, changed at random: the same from the same seed.
private struct EditedRepository {
  private let root: URL
  private var random: SeededGenerator
  private static let contents: [(name: String, texts: [String])] = [
    (
      ".mcp.json",
      [
        #"{"mcpServers": {"web": {"command": "npx", "args": ["-y", "@acme/web-mcp"]}}}"#,
        #"{"mcpServers": {"desk": {"type": "http", "url": "http://mcp.desk.example:8931/mcp"}}}"#,
        #"{"mcpServers": {"desk": "#,
      ]
    ),
    (
      "requirements.txt", ["openai==1.40.0\nlangchain\n", "openai==1.41.0\nlangchain\n", "flask\n"]
    ),
    ("package.json", [#"{"dependencies": {"openai": "^4.0.0"}}"#, #"{"dependencies": {}}"#]),
    ("CODEOWNERS", ["* @acme/shop\n", "*.json @acme/desk\n"]),
    ("Dockerfile", ["FROM vllm/vllm-openai:latest\n", "FROM ollama/ollama:0.3.0\nENV A=1\n"]),
    (".env", ["OPENAI_BASE_URL=https://api.openai.com\n", "MODEL=gpt-4o\n"]),
    ("CLAUDE.md", ["# Rules\nNever push.\n", "# Rules\nAlways push.\n"]),
    ("main.py", ["import openai\nopenai.OpenAI()\n", "from openai import OpenAI\nOpenAI()\n", ""]),
    (
      "factory.py",
      [
        "from openai import OpenAI\n\ndef client():\n    return OpenAI()\n",
        "from anthropic import Anthropic\n\ndef client():\n    return Anthropic()\n",
        "def client():\n    return None\n",
      ]
    ),
    ("names.py", ["MODEL = 'gpt-4o'\n", "# The model.\nMODEL = 'gpt-4.1-mini'\n", "SIZE = 1\n"]),
    (
      "app.py",
      [
        """
        from factory import client
        from names import MODEL
        client().chat.completions.create(model=MODEL)
        """,
        "from a.factory import client\nfrom a.names import *\nclient().responses.create(model=MODEL)\n",
      ]
    ),
    (
      "team.py",
      [
        """
        from agents import Agent
        from helpers import look_up
        from names import MODEL
        helper = Agent(name="Helper", model=MODEL, tools=[look_up], instructions="Help people.")
        """,
        """
        from agents import Agent
        from .helpers import look_up
        helper = Agent(name="Helper", tools=[look_up])
        chief = Agent(name="Chief", handoffs=[helper])
        """,
      ]
    ),
    (
      "helpers.py",
      [
        "from agents import function_tool\n\n@function_tool\ndef look_up(x: str):\n    return x\n",
        "def look_up(x):\n    return x\n",
      ]
    ),
    (
      "server.py",
      [
        """
        from mcp.server.fastmcp import FastMCP
        mcp = FastMCP("math")
        @mcp.tool()
        def add(a: int, b: int) -> int:
            return a + b
        """,
        "import json\n",
      ]
    ),
    (
      "client.py",
      [
        """
        from mcp import StdioServerParameters
        server = StdioServerParameters(command="python", args=["server.py"])
        """
      ]
    ),
    (
      "chat.ts",
      [
        """
        import OpenAI from 'openai'
        import { model } from './model'
        new OpenAI().chat.completions.create({ model, messages: [] })
        """,
        "import { model } from '../model'\nexport const x = model\n",
      ]
    ),
    ("model.ts", ["export const model = 'gpt-4o'\n", "export const model = 'o3-mini'\n"]),
    (
      "study.ipynb",
      [
        #"{"cells": [{"cell_type": "code", "source": ["import openai\nopenai.OpenAI()"]}]}"#,
        #"{"cells": [{"cell_type": "code", "source": ["from names import MODEL"]}]}"#,
      ]
    ),
    ("pyproject.toml", ["[project]\nname = 'shop'\n", "[project]\nname = 'openai-agents'\n"]),
    ("model.pkl", ["\u{80}\u{4}cos\nsystem\n(S'ls'\ntR.", "\u{0}\u{1}\u{2}"]),
    ("notes.txt", ["nothing", "something", "nothing"]),
  ]
  private static let configurations = [
    "owners:\n  - path: \"**\"\n    owner: \"@acme/all\"\n",
    "repositories:\n  - path: a\n    id: git.acme.example/web/a\n", "",
  ]
  private static let folders = ["", "a", "a/b", "tests", "caf\u{E9}"]

  var path: String { root.path }

  init(_ root: URL, seed: UInt64) throws {
    self.root = root
    random = SeededGenerator(seed)
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for _ in 0..<24 { _ = try write() }
  }

  /// Makes up to four changes, and names them.
  mutating func edit() throws -> [String] {
    try (0..<number(6)).map { _ in
      switch number(10) {
      case 0...3: return try write()
      case 4: return try delete()
      case 5: return try rename()
      case 6: return try touch()
      case 7: return try ignore()
      case 8: return try configure()
      default: return try connect()
      }
    }
  }

  private mutating func write() throws -> String {
    let (name, texts) = Self.contents[number(Self.contents.count)]
    let place = Self.folders[number(Self.folders.count)]
    return try put(texts[number(texts.count)], at: place.isEmpty ? name : "\(place)/\(name)")
  }

  private func put(_ text: String, at path: String) throws -> String {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return "write \(path)"
  }

  private mutating func delete() throws -> String {
    guard let path = try files().randomElement(using: &random) else { return "nothing" }
    try FileManager.default.removeItem(at: root.appending(path: path))
    return "delete \(path)"
  }

  /// Gives a file the place of another, times and all.
  private mutating func rename() throws -> String {
    guard let old = try files().randomElement(using: &random),
      let new = try files().randomElement(using: &random)
    else { return "nothing" }
    let isDone =
      Glibc.rename(root.appending(path: old).path, root.appending(path: new).path) == 0
    return "rename \(old) \(new) \(isDone)"
  }

  private mutating func touch() throws -> String {
    guard let path = try files().randomElement(using: &random) else { return "nothing" }
    let file = root.appending(path: path).path
    let isDone =
      number(2) == 0 ? utimensat(AT_FDCWD, file, nil, 0) == 0 : chmod(file, 0o755) == 0
    return "touch \(path) \(isDone)"
  }

  private mutating func ignore() throws -> String {
    try put(["*.txt\n", "a/\n", "*.json\n!package.json\n", ""][number(4)], at: ".gitignore")
  }

  private mutating func configure() throws -> String {
    try put(Self.configurations[number(Self.configurations.count)], at: "isobar.yaml")
  }

  /// Makes a folder a repository, or gives it another remote.
  private mutating func connect() throws -> String {
    let folder = ["", "a/", "tests/"][number(3)]
    return try put(
      "[remote \"origin\"]\n\turl = https://git.example/acme/r\(number(3))\n",
      at: "\(folder).git/config")
  }

  private func files() throws -> [String] {
    (try FileManager.default.subpathsOfDirectory(atPath: root.path)).sorted().filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: root.appending(path: path).path, isDirectory: &isFolder) && !isFolder.boolValue
        && !path.contains(".git/")
    }
  }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
