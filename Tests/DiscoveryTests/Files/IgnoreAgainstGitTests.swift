import Estate
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
  func `the walk finds the files that git does not ignore`(seed: Int) throws {
    var random = SeededGenerator(UInt64(seed) &+ 7)
    let folder = try TemporaryFolder()
    try Command(["git", "init", "-q"], in: folder.url)
    var folders = [""]
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
      }
    }
    for parent in [""] + folders.filter({ _ in Int.random(in: 0..<3, using: &random) == 0 }) {
      let lines = (0..<Int.random(in: 1...5, using: &random)).compactMap { _ in
        Self.patterns.randomElement(using: &random)
      }
      try folder.write(
        lines.joined(separator: "\n"), to: parent.isEmpty ? ".gitignore" : "\(parent)/.gitignore")
    }
    let expected = try Command(
      ["git", "ls-files", "-z", "--others", "--exclude-standard"], in: folder.url
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
}
