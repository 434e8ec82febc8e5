import Catalog
import Estate
import Formats
import Foundation
import TestSupport
import Testing

@testable import Discovery

@Suite struct IgnoreAgainstGitTests {
  private static let names = ["a", "b", "ab", "a b", "x.py", "y.txt", "build", "dist", "#c", "!d"]
  private static let patterns = [
    "a", "/a", "a/", "*.py", "!x.py", "build/", "/build/*", "**/dist", "dist/**", "a/**/b", "a/*/b",
    "?b", "[ab]", "[!a]b", "\\#c", "\\!d", "!dist/", "# comment", "", "a b", "a\\ b ", "*", "!*/",
    "!*.txt", "**", "a/b", "/*/x.py", "[a-c]*", "x.[p-q]y", "*.tx?", "**/a/**",
  ]

  @Test(arguments: 0..<60)
  func `the walk finds the files that git tracks or does not ignore`(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 7)
    let folder = try TemporaryFolder()
    try Command(["git", "init", "-q"], in: folder.url)
    try Command(["git", "config", "index.version", "\(seed % 2 * 2 + 2)"], in: folder.url)
    var folders = [""]
    var files: [String] = []
    for _ in 0..<12 {
      let parent = folders.randomElement(using: &random) ?? ""
      let name = Self.names.randomElement(using: &random) ?? "a"
      let path = parent.isEmpty ? name : "\(parent)/\(name)"
      if FileManager.default.fileExists(atPath: folder.url.appending(path: path).path) { continue }
      if Bool.random(using: &random) {
        try FileManager.default.createDirectory(
          at: folder.url.appending(path: path), withIntermediateDirectories: true)
        folders.append(path)
      } else {
        try folder.write("x", to: path)
        files.append(path)
      }
    }
    for parent in [""] + folders.filter({ _ in Int.random(in: 0..<3, using: &random) == 0 }) {
      let lines = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in
        Self.patterns.randomElement(using: &random)
      }
      try folder.write(
        lines.joined(separator: "\n"), to: parent.isEmpty ? ".gitignore" : "\(parent)/.gitignore")
    }
    // Some are tracked, whatever the patterns say.
    let added = files.filter { _ in seed % 3 > 0 && Int.random(in: 0..<4, using: &random) == 0 }
    if !added.isEmpty {
      #expect(try Command(["git", "add", "-f", "--"] + added, in: folder.url).status == 0)
    }
    let expected = try Command(
      ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], in: folder.url
    ).text.split(separator: "\0").map(String.init)

    let root = try FileRoot(path: folder.path)
    defer { root.close() }
    let walk = FileWalk(
      root: root, name: "x", declared: [:], stop: StopFlag(), progress: ScanProgress())
    let found = walk.run().files.map(\.path.text)
    #expect(Set(found) == Set(expected))
    #expect(found == found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test func `isobarignore has the last word, and every ignored place is named once`() throws {
    let folder = try TemporaryFolder()
    try Command(["git", "init", "-q"], in: folder.url)
    try folder.write("*.log\n", to: ".gitignore")
    try folder.write("!keep.log\nvendored/\n", to: ".isobarignore")
    for path in ["keep.log", "drop.log", "vendored/one.py", "vendored/two.py"] {
      try folder.write("x", to: path)
    }
    let root = try FileRoot(path: folder.path)
    defer { root.close() }
    let result = FileWalk(
      root: root, name: "x", declared: [:], stop: StopFlag(), progress: ScanProgress()
    ).run()
    #expect(result.files.map(\.path.text) == [".gitignore", ".isobarignore", "keep.log"])
    #expect(
      result.skipped.map { "\($0.path): \($0.reason)" } == [
        "drop.log: ignored by .gitignore:1 '*.log'",
        "vendored/: ignored by .isobarignore:2 'vendored/'",
      ])
  }

  private func paths(_ folder: TemporaryFolder) throws -> [String] {
    let root = try FileRoot(path: folder.path)
    defer { root.close() }
    return FileWalk(
      root: root, name: "x", declared: [:], filled: try FilledFolders(knowledge: .embedded),
      stop: StopFlag(), progress: ScanProgress()
    ).run().files.map(\.path.text)
  }

  @Test func `isobarignore holds for what git tracks`() throws {
    let folder = try TemporaryFolder()
    try Command(["git", "init", "-q"], in: folder.url)
    try folder.write("*.yaml\nbuild/\n", to: ".gitignore")
    try folder.write("drop.yaml\n", to: ".isobarignore")
    for path in ["keep.yaml", "drop.yaml", "other.yaml", "build/keep.txt", "build/other.txt"] {
      try folder.write("x", to: path)
    }
    let added = ["keep.yaml", "drop.yaml", "build/keep.txt"]
    try Command(["git", "add", "-f"] + added, in: folder.url)
    #expect(try paths(folder) == [".gitignore", ".isobarignore", "build/keep.txt", "keep.yaml"])
  }

  @Test func `without metadata, ignore files hold for folders that programs fill`() throws {
    let folder = try TemporaryFolder()
    try folder.write("*.yaml\n.env*\nbuild/\nnode_modules/\ndata/\n", to: ".gitignore")
    try folder.write("drop.yaml\nsecret/\n", to: ".isobarignore")
    try folder.write("*\n", to: "data/.gitignore")
    let read = [".env.example", "data/.gitignore", "data/build.csv", "keep.yaml"]
    let left = [
      "build/a.yaml", "data/deep/build/x.csv", "drop.yaml", "node_modules/a/index.js", "secret/a",
    ]
    for path in read + left where !path.hasSuffix("ignore") { try folder.write("x", to: path) }
    #expect(try paths(folder) == ([".gitignore", ".isobarignore"] + read).sorted())
  }

  @Test func `every example of a folder that programs fill is told`() throws {
    let folders = try FilledFolders(knowledge: .embedded)
    let document = try #require(
      try Knowledge.embedded.document(at: "Catalog/filled-folders.yaml"))
    for (key, isFilled) in [("match", true), ("no_match", false)] {
      let examples = try #require(document.root["examples"]?[key]?.items)
      for example in examples {
        let name = try #require(example["folder"]?.text)
        #expect(folders.contains(name) == isFilled, "\(name)")
      }
    }
  }

  @Test func `worktrees are followed to their index, if it is in the root`() throws {
    let folder = try TemporaryFolder()
    let main = folder.url.appending(path: "main")
    try folder.write("*.yaml\n", to: "main/.gitignore")
    try folder.write("x", to: "main/models.yaml")
    try Command(["git", "init", "-q"], in: main)
    try Command(["git", "add", "-f", "."], in: main)
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.test"]
    try Command(["git"] + author + ["commit", "-q", "-m", "one"], in: main)
    try Command(["git", "worktree", "add", "-q", "../other"], in: main)
    let both = ["main/.gitignore", "main/models.yaml", "other/.gitignore", "other/models.yaml"]
    #expect(try paths(folder).filter { !$0.hasSuffix(".git") } == both)
    // The folder of the worktree alone does not hold what its file points to.
    let root = try FileRoot(path: folder.url.appending(path: "other").path)
    defer { root.close() }
    let walk = FileWalk(
      root: root, name: "x", declared: [:], stop: StopFlag(), progress: ScanProgress())
    #expect(walk.run().files.map(\.path.text) == [".gitignore"])
  }

  @Test func `an index that is no index, or leads elsewhere, changes nothing`() throws {
    let outside = try TemporaryFolder()
    try outside.write("x", to: "a.yaml")
    try Command(["git", "init", "-q"], in: outside.url)
    try Command(["git", "add", "."], in: outside.url)
    let index = outside.url.appending(path: ".git/index")
    for target in ["gitdir: \(outside.path)/.git", "gitdir: ../../../../../..", "gitdir:", "x"] {
      let folder = try TemporaryFolder()
      try folder.write("*.yaml", to: ".gitignore")
      try folder.write("x", to: "a.yaml")
      try folder.write(target, to: ".git")
      #expect(try paths(folder) == [".gitignore"])
    }
    let folder = try TemporaryFolder()
    try folder.write("*.yaml", to: ".gitignore")
    try folder.write("x", to: "a.yaml")
    try folder.write("x", to: ".git/HEAD")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: ".git/index").path, withDestinationPath: index.path)
    #expect(try paths(folder) == [".gitignore"])
  }
}
