import Catalog
import Estate
import Matching
import TestSupport
import Testing

@testable import Discovery

@Suite("Tables that are data sets by what stands around them")
struct DataTableTests {
  private func datasets(_ files: [String: String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    let reading = try FilesSource(
      path: folder.path, detectors: DetectorSet([DataFileDetector(.embedded)]),
      database: PatternDatabase(patterns: []), stop: StopFlag()
    ).read()
    return reading.observations.flatMap(\.assets).filter { $0.kind == .dataset }.map(\.name)
      .sorted()
  }

  private let table = "age,fare\n22,7\n"

  @Test("tables in folders of data of a project that learns, and below it")
  func project() throws {
    #expect(
      try datasets([
        "requirements.txt": "pandas\nscikit-learn==1.5\n", "data/ships.csv": table,
        "data/raw/2024/crew.tsv": "name\tage\nAnn\t2\n", "datasets/tags.csv": "tag\nship\n",
        "data/results.csv": table, "data/i18n/de.csv": table, "ships.csv": table,
        "tests/data/ships2.csv": table, "data/one.csv": "a\n1\n",
      ]) == ["crew.tsv", "ships.csv", "tags.csv"])
    #expect(
      try datasets([
        "learn/pyproject.toml": "[project]\nname = \"a\"\ndependencies = [\"torch\"]\n",
        "shop/data/prices.csv": table, "learn/data/prices2.csv": table,
      ]) == ["prices2.csv"])
  }

  @Test("tables that nothing learns from are none")
  func others() throws {
    #expect(
      try datasets([
        "requirements.txt": "pandas\nflask\n", "data/ships.csv": table, "datasets/a.csv": table,
        "app.py": "import pandas as pd\nships = pd.read_csv('data/ships.csv')\n",
      ]) == [])
  }

  @Test("files that code reads which learns from them or searches them")
  func code() throws {
    let list = "[{\"text\": \"a\", \"id\": 1}]"
    #expect(
      try datasets([
        "find/fill.ipynb":
          "{\"cells\": [{\"source\": [\"from qdrant_client import QdrantClient\\n\",\n\"with open('documents-with-ids.json', 'rt') as file:\\n\",\n\"books.to_csv(\\\"made.csv\\\")\\n\"]}]}",
        "find/documents-with-ids.json": list, "find/made.csv": table, "find/settings.json": list,
        "find/other-documents.json": list,
        "books/learn.py":
          "import sklearn\nrows = read_csv(\"top books.csv\")\nprint('see notes.csv')\n",
        "books/top books.csv": table, "books/notes.csv": table,
      ]) == ["documents-with-ids.json", "top books.csv"])
  }

  @Test("a folder of many tables is one set")
  func parts() throws {
    var files = ["requirements.txt": "torch\n"]
    for number in 0..<30 { files["data/parts/\(number).csv"] = table }
    #expect(try datasets(files) == ["parts"])
  }

  @Test("what is kept of a file is read again")
  func fragments() throws {
    let repository = RepositoryIdentity(
      id: AssetID(.repository, "git", "a"), name: "a", folder: "")
    for kept in [DataFileFragment.table, .project, .reader(["a.csv", "b c.csv"])] {
      let (head, body) = kept.encoded
      let fragment = FileFragment(path: "a", repository: repository, head: head, body: body)
      #expect(try DataFileFragment(fragment) == kept)
    }
    let unknown = FileFragment(path: "a", repository: repository, head: [0], body: [])
    #expect(try DataFileFragment(unknown) == nil)
  }
}
