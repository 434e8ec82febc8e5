import Catalog
import Estate
import Formats
import TestSupport
import Testing

@testable import Discovery

@Suite struct SourceGroupsTests {
  private static let facts: Result<SourceFacts, any Error> = Result {
    try SourceFacts(.embedded)
  }
  private static let repository = RepositoryIdentity(
    id: AssetID(.repository, "git", "example.com/acme/shop"), name: "shop", folder: "")

  private func fragment(_ path: String, _ text: String, isRelevant: Bool) throws -> FileFragment {
    let language = try #require(
      path.split(separator: ".").last.flatMap { SourceLanguage(fileExtension: String($0)) })
    let source = SourceFragment(
      outline: SourceFile.parse(Array(text.utf8), language: language).outline(),
      cells: path.contains("notebook") ? NotebookLines(starts: []) : nil, isRelevant: isRelevant)
    return FileFragment(
      path: path, repository: Self.repository,
      head: SourceHead(
        source, learns: text.contains("sklearn"), readsData: text.contains("pandas")
      ).encoded,
      body: source.encoded)
  }

  /// The groups by the names of their files. Files that use AI are marked by a star.
  private func groups(
    _ files: [String: String], manifest: ProjectFragment = .manifest([])
  ) throws -> [[String]] {
    let fragments = try files.sorted { $0.key < $1.key }.map { path, text in
      try fragment(path, text, isRelevant: text.hasPrefix("# *") || text.hasPrefix("// *"))
    }
    let layout = ProjectLayout(
      [("pyproject.toml", manifest)], of: Self.repository, try Self.facts.get())
    return SourceGroups.groups(of: fragments, layout).map { group in
      group.map { fragments[$0].path }
    }
  }

  @Test func `files are together that import one another, and no others`() throws {
    let found = try groups([
      "a/main.py": "# *\nfrom a.tools import look\n", "a/tools.py": "import os\n",
      "b/main.py": "# *\nfrom . import names\n", "b/names.py": "X = 1\n",
      "b/user.py": "from b.main import run\n", "c/other.py": "import json\n",
      "d/app.ts": "// *\nimport { m } from './model'\n", "d/model.ts": "export const m = 1\n",
    ])
    #expect(
      found == [
        ["a/main.py", "a/tools.py"], ["b/main.py", "b/names.py", "b/user.py"],
        ["d/app.ts", "d/model.ts"],
      ])
  }

  @Test func `a library that the repository publishes does not tie its users together`() throws {
    let files = [
      "examples/one.py": "# *\nfrom agents import Agent\n",
      "examples/two.py": "# *\nfrom agents import Agent\n",
      "src/agents/__init__.py": "from .agent import Agent\n",
      "src/agents/agent.py": "class Agent: pass\n",
    ]
    #expect(try groups(files).count == 1)
    #expect(
      try groups(files, manifest: .manifest(["openai-agents"])) == [
        ["examples/one.py"], ["examples/two.py"],
        ["src/agents/__init__.py", "src/agents/agent.py"],
      ])
    // The application beside it is one with it.
    let served = files.merging(["server/main.py": "# *\nfrom agents.agent import Agent\n"]) { $1 }
    #expect(
      try groups(served, manifest: .manifest(["openai-agents"])).last
        == [
          "src/agents/__init__.py", "src/agents/agent.py", "server/main.py",
        ].sorted())
  }

  @Test func `files of languages that need no imports are together`() throws {
    let found = try groups([
      "a/One.java": "// *\nclass One {}\n", "b/Two.java": "class Two {}\n",
      "c/three.py": "# *\nx = 1\n", "d/Four.kt": "class Four\n",
    ])
    #expect(found == [["a/One.java", "b/Two.java"], ["c/three.py"]])
  }

  @Test func `a file is with the one that it starts, and a notebook with the code of its project`()
    throws
  {
    let found = try groups([
      "client.py": "# *\nfrom subprocess import run\nrun(['python', 'server.py'])\n",
      "server.py": "# *\nx = 1\n",
      "alone.py": "# *\ny = 1\n", "notebook.py": "# *\nz = 1\n",
    ])
    #expect(found == [["alone.py", "notebook.py"], ["client.py", "server.py"]])
  }

  @Test func `what reads data is with what learns in its project, and nowhere else counts`() throws
  {
    let found = try groups([
      "eda.py": "import pandas\nfrom paths import RAW\n", "paths.py": "RAW = 'x.csv'\n",
      "train.py": "# *\nimport sklearn\n", "zoo.py": "# *\nx = 1\n",
    ])
    #expect(found == [["eda.py", "paths.py", "train.py"], ["zoo.py"]])
    let alone = try groups([
      "report.py": "import pandas\n", "zoo.py": "# *\nx = 1\n",
    ])
    #expect(alone == [["zoo.py"]])
  }

  @Test func `a head is read back as it was written, and damaged ones never do harm`() throws {
    let text = """
      # *
      from . import a
      from ..b.c import d as e
      import os.path
      a.run("python tools/server.py", "x.ts")
      """
    let fragment = try fragment("a/notebook.py", text, isRelevant: true)
    let head = try #require(SourceHead(encoded: fragment.head))
    #expect(head.isRelevant && head.isNotebook && head.family == .python)
    #expect(head.references.map(\.module) == ["", "b.c", "os.path"])
    #expect(head.references.map(\.level) == [1, 2, 0])
    #expect(head.references.map(\.name) == ["a", "d", nil])
    #expect(head.mentions == ["server.py", "x.ts"])
    #expect(head.encoded == fragment.head)
    for end in fragment.head.indices.dropFirst() {
      #expect(SourceHead(encoded: Array(fragment.head[..<end])) == nil)
    }
    var random = SeededGenerator(1)
    for _ in 0..<2000 {
      var damaged = fragment.head
      damaged[Int.random(in: 1..<damaged.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
      if let head = SourceHead(encoded: damaged) {
        #expect(head.references.count <= damaged.count)
      }
    }
  }
}
