import Foundation
import TestSupport
import Testing

/// A folder with an ordinary project and something hostile in it: the project must still be seen.
struct HostileTree {
  let isobar: Isobar
  let path: String
  var folder: TemporaryFolder { isobar.home }

  init() throws {
    isobar = try Isobar()
    path = try Samples.project(in: isobar.home)
  }

  func write(_ text: String, to name: String) throws {
    try folder.write(text, to: "shop/\(name)")
  }

  func write(_ data: Data, to name: String) throws {
    try folder.write(data, to: "shop/\(name)")
  }

  /// Runs a line of a shell in the project.
  func prepare(_ line: String) throws {
    let command = try Command(["bash", "-ec", line], in: URL(filePath: path))
    #expect(command.status == 0, "\(command.errors)")
  }

  /// Scans it, and expects the ordinary part to be found within bounds.
  @discardableResult
  func scan(_ setting: Isobar.Setting = .init()) throws -> ScanResult {
    let run = try isobar.run(["scan", path, "--format", "json"], setting)
    run.expectBounded()
    #expect(run.status == 0, "\(run)")
    #expect(run.errors.isEmpty, "\(run)")
    let scan = try run.document()
    #expect(scan.finding("ISO-MCP-002", at: ".mcp.json") != nil, "\(scan.findings)")
    #expect(scan.assets.contains { $0.id == "package:pkg:pypi/langchain" })
    return scan
  }
}

@Suite("Hostile files")
struct HostileFilesTests {
  @Test("without permission are skipped with that reason")
  func noPermission() throws {
    let tree = try HostileTree()
    try tree.write("openai\n", to: "secret/requirements.txt")
    try tree.write("openai\n", to: "closed/requirements.txt")
    try tree.prepare("chmod 000 secret/requirements.txt closed")
    defer { try? tree.prepare("chmod 700 closed") }
    var setting = Isobar.Setting()
    if geteuid() == 0 {
      // Root may read all: the program runs as somebody else, from a place that anyone can reach.
      setting.prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
      setting.binary = tree.folder.file("isobar")
      try FileManager.default.copyItem(atPath: Isobar.binary, toPath: setting.binary)
      try tree.prepare(
        "mkdir -m 777 '\(tree.folder.file("data"))'; chmod 755 '\(tree.folder.path)'")
      setting.environment["XDG_CACHE_HOME"] = tree.folder.file("data/cache")
    }
    let scan = try tree.scan(setting)
    #expect(scan.reason("secret/requirements.txt") == "no permission")
    #expect(scan.reason("closed") == "no permission" || scan.reason("closed/") == "no permission")
  }

  @Test("that are no files are skipped with what they are")
  func specialFiles() throws {
    let tree = try HostileTree()
    try tree.prepare(
      """
      mkfifo pipe requirements-dev.txt; ln -s /dev/zero package.json; ln -s /etc/passwd passwd
      ln -s nowhere dangling; ln -s self self; mkdir below; ln -s .. below/parent
      ln -s '\(tree.path)' again; python3 -c '
      import socket; socket.socket(socket.AF_UNIX).bind("socket")'
      """)
    let scan = try tree.scan()
    for name in ["pipe", "requirements-dev.txt"] { #expect(scan.reason(name) == "named pipe") }
    #expect(scan.reason("socket") == "socket")
    for name in ["package.json", "passwd", "dangling", "self", "below/parent", "again"] {
      #expect(scan.reason(name) == "symbolic link, not followed")
    }
    #expect(scan.sources.first?.files == 3)
  }

  @Test(
    "that are no files are refused as a target",
    arguments: [
      "/dev/zero", "/dev/null", "/dev/tty", "pipe", "socket",
    ])
  func specialTargets(target: String) throws {
    let tree = try HostileTree()
    try tree.prepare(
      "mkfifo pipe; python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"socket\")'")
    let run = try tree.isobar.run(
      ["scan", target, "--format", "json"], .init(folder: URL(filePath: tree.path), limit: 20))
    run.expectBounded()
    #expect(run.status == 3, "\(run)")
    #expect(try run.document().sources.first?.status == "failed", "\(run)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run)")
  }

  @Test("that come and go during the scan are read or skipped")
  func vanishing() throws {
    let tree = try HostileTree()
    for number in 0..<500 { try tree.write("openai\n", to: "many/\(number)/requirements.txt") }
    try tree.folder.write(
      """
      import os, random, shutil, time
      end = time.monotonic() + 60
      while time.monotonic() < end and not os.path.exists("../enough"):
          name = "many/" + str(random.randrange(500))
          shutil.rmtree(name, ignore_errors=True)
          os.mkdir(name)
          with open(name + "/requirements.txt", "w") as file:
              file.write("openai==1.0\\n" * random.randrange(2))
      """, to: "churn.py")
    try tree.prepare("python3 ../churn.py < /dev/null > /dev/null 2>&1 &")
    defer { _ = try? tree.folder.write("", to: "enough") }
    for _ in 0..<3 {
      let scan = try tree.scan()
      #expect(
        scan.skipped.allSatisfy {
          ["vanished during the scan", "changed while it was read"].contains($0.reason)
        }, "\(scan.skipped.prefix(5))")
    }
  }

  @Test(
    "with newlines, escape sequences or bytes that are no text in their names are shown harmless")
  func names() throws {
    let tree = try HostileTree()
    try tree.prepare(
      #"""
      d=$'a\e[31mred\e]0;title\a'; mkdir "$d" $'new\nline' $'\xff\xfe' $'right\xe2\x80\xaeleft'
      for d in "$d" $'new\nline' $'\xff\xfe' $'right\xe2\x80\xaeleft'; do
        cp .mcp.json "$d/.mcp.json"; printf 'openai\n' > "$d/requirements.txt"; mkfifo "$d/pipe"
      done
      """#)
    let scan = try tree.scan()
    #expect(scan.findings.contains { $0.isSeen(below: "new\nline") })
    #expect(scan.reason("\\xFF\\xFE/pipe") == "named pipe")
    for terminal in [nil, 120] {
      let run = try tree.isobar.run(
        ["scan", tree.path], .init(environment: ["NO_COLOR": "1"], terminal: terminal))
      #expect(run.status == 0 && run.output.contains("named pipe"), "\(run)")
      #expect(!run.output.contains("\u{1B}"), "\(run)")
      #expect(!run.output.contains("\u{202E}") && !run.output.contains("\u{07}"), "\(run)")
      #expect(run.output.contains("\\u{1B}"), "\(run)")
    }
    for finding in scan.findings {
      let page = try tree.isobar.run("explain", finding.id)
      #expect(page.status == 0 && !page.output.contains("\u{1B}"), "\(page)")
    }
  }

  @Test("nested hundreds of folders deep are read, thousands deep skipped")
  func deepFolders() throws {
    let tree = try HostileTree()
    try tree.prepare(
      """
      python3 -c '
      import os
      for depth in range(3000):
          os.mkdir("d"); os.chdir("d")
          if depth in (300, 2500):
              open("requirements.txt", "w").write("anthropic==0.30\\n")
      '
      """)
    let scan = try tree.scan()
    #expect(scan.skipped.count == 1)
    #expect(scan.skipped.first?.reason == "nested deeper than 512 folders")
    let anthropic = scan.assets.first { $0.id == "package:pkg:pypi/anthropic" }
    #expect(anthropic?.sightings.count == 1)
  }

  @Test("in other encodings are read, and binary or broken ones do no harm")
  func encodings() throws {
    let tree = try HostileTree()
    let manifest = "openai==1.0.0\n# naïve\n"
    try tree.write(try #require(manifest.data(using: .isoLatin1)), to: "latin/requirements.txt")
    try tree.write(
      try #require("anthropic==1.0.0\n".data(using: .utf16)), to: "utf16/requirements.txt")
    try tree.write(
      Data([0xFF, 0xC0, 0x80]) + Data("\ncohere==5.0\n".utf8), to: "broken/requirements.txt")
    var generator = SeededGenerator(7)
    for name in [
      "package.json", "environment.yml", "uv.lock", ".mcp.json", "pom.xml", "go.mod", "model.gguf",
      "model.pt", "model.safetensors", "CODEOWNERS",
    ] {
      try tree.write(
        Data((0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }),
        to: "random/\(name)")
    }
    let scan = try tree.scan()
    for name in ["openai", "anthropic", "cohere"] {
      #expect(scan.assets.contains { $0.id == "package:pkg:pypi/\(name)" }, "\(name)")
    }
    #expect(
      !scan.assets.contains { $0.isSeen(below: "random") },
      "\(scan.assets.filter { $0.isSeen(below: "random") })")
  }

  @Test(
    "of YAML that explodes are skipped in one line, wherever YAML is read",
    arguments: [
      "environment.yml", "pubspec.yaml", "pnpm-lock.yaml", ".github/workflows/ci.yml",
      ".github/dependabot.yml", "SKILL.md", ".goose/config.yaml",
    ])
  func explodingYAML(name: String) throws {
    let tree = try HostileTree()
    try tree.write(Self.bomb, to: name)
    try tree.write(String(repeating: "[", count: 100_000), to: "deep/\(name)")
    try tree.write(String(repeating: "- ", count: 100_000) + "x", to: "dashes/\(name)")
    try tree.write(
      "name: x\ndependencies:\n" + String(repeating: "? ", count: 50_000), to: "keys/\(name)")
    try tree.scan(.init(limit: 60))
  }

  @Test("of YAML that explodes are refused as isobar.yaml")
  func explodingConfiguration() throws {
    for text in [
      Self.bomb, String(repeating: "[", count: 100_000),
      String(repeating: "a: &a [*a]\n", count: 9),
    ] {
      let tree = try HostileTree()
      try tree.write(text, to: "isobar.yaml")
      let run = try tree.isobar.run(["scan", tree.path], .init(limit: 60))
      run.expectBounded()
      run.expectRefusal(saying: "isobar.yaml")
    }
  }

  @Test("that name packages without end are bounded")
  func endlessPackages() throws {
    let tree = try HostileTree()
    try tree.prepare(
      """
      mkdir same many; yes openai | head -c 3000000 > same/requirements.txt
      seq -f 'openai==1.0.%.0f' 1 20000 > many/requirements.txt
      """)
    let scan = try tree.scan()
    let openai = scan.assets.first { $0.id == "package:pkg:pypi/openai" }
    #expect(openai?.sightings.count { $0.path == "same/requirements.txt" } == 1)
    #expect(scan.reason("many/requirements.txt")?.contains("too many packages") == true)
  }

  @Test(
    "of JSON ten thousand levels deep are skipped in one line",
    arguments: [
      "package.json", "package-lock.json", ".mcp.json", "Pipfile.lock", "composer.lock",
      "notebook.ipynb", ".claude/settings.json", "model.safetensors",
    ])
  func deepJSON(name: String) throws {
    let tree = try HostileTree()
    for (folder, open, close) in [("array", "[", "]"), ("object", "{\"a\":", "}")] {
      let deep =
        String(repeating: open, count: 10_000) + "1" + String(repeating: close, count: 10_000)
      try tree.write(deep, to: "\(folder)/\(name)")
      try tree.write(
        "{\"mcpServers\": \(deep), \"dependencies\": \(deep)}", to: "\(folder)-inside/\(name)")
      try tree.write(String(repeating: open, count: 1_000_000), to: "\(folder)-open/\(name)")
    }
    try tree.scan(.init(limit: 60))
  }

  private static let bomb = """
    a: &a [x, x, x, x, x, x, x, x, x, x]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
    f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
    g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
    h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
    i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h, *h]
    dependencies: *i
    owners: *i

    """
}
