@testable import Configuration
import Estate
import Testing

@Suite struct ConfigurationTests {
  private func error(of text: String) -> String? {
    do {
      _ = try Configuration.parse(Array(text.utf8), file: "isobar.yaml")
      return nil
    } catch { return error.description }
  }

  @Test func `the file that init writes is read without an error, whatever the name`() throws {
    for name in ["Acme", "Smith: \"Sons\" \\ Co", "#1 'Shop'", "42"] {
      let text = Configuration.template(organisation: name)
      let configuration = try Configuration.parse(Array(text.utf8), file: "isobar.yaml")
      #expect(configuration.organisation == name)
      #expect(configuration.approvedProviders == nil)
    }
  }

  @Test(arguments: [
    ("owner:\n", "isobar.yaml:1: unknown key 'owner'. Did you mean 'owners'?"),
    (
      "version: 1\ncriticality:\n  - {path: x, criticality: crwon}",
      "isobar.yaml:3: unknown value 'crwon'. Did you mean 'crown'?"
    ),
    (
      "environments:\n  - path: x\n    environmnt: prod",
      "isobar.yaml:3: unknown key 'environmnt'. Did you mean 'environment'?"
    ),
    ("owners:\n  - {owner: a}", "isobar.yaml:2: needs either 'path' or 'asset'"),
    ("owners: {a: b}", "isobar.yaml:1: expected a list"),
    ("version: 2", "isobar.yaml:1: version 2 is not known; this Isobar reads version 1"),
    (
      "owners:\n  - {asset: 'modle:x:*', owner: a}",
      "isobar.yaml:2: 'modle' is no kind of asset. Did you mean 'model'?"
    ),
    (
      "approvals:\n  - {asset: 'model:*', state: approved, expires: next year}",
      "isobar.yaml:2: 'next year' is not a date: expected 2027-06-30 or 2027-06-30T12:00:00Z"
    ),
    (
      "repositories:\n  - {path: ../x, id: a.b/c}", "isobar.yaml:2: '../x' leaves the target"
    ),
    ("- a", "isobar.yaml:1: expected keys such as 'owners:', found something else"),
  ])
  func `an error names the file, the line and the word that was meant`(
    text: String, message: String
  ) {
    #expect(error(of: text) == message)
  }

  @Test func `broken YAML and exploding anchors are one clear line`() throws {
    let broken = try #require(error(of: "owners:\n  - {path: [x"))
    #expect(broken.hasPrefix("isobar.yaml:"))
    #expect(!broken.contains("\n"))
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      bomb +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ","))]\n"
    }
    #expect(try #require(error(of: bomb)).contains("when expanded"))
  }

  @Test func `statements, approvals, parameters and overlays are read`() throws {
    let text = """
      organisation: Acme
      repositories: [{path: ./shop/, id: git.acme.example/web/shop}]
      owners: [{path: "shop/**", owner: web}]
      approvals: [{asset: "provider:vendor:openai", state: approved, expires: 2027-01-01}]
      providers: {approved: [openai]}
      parameters: {ISO-LOG-002: {min_days: 365}}
      rules:
        overlays:
          - {rule: ISO-GOV-001, severity: high, enabled: false}
          - {rule: ISO-KEY-004, params: {max_age: 30d}}
      """
    let configuration = try Configuration.parse(Array(text.utf8), file: "isobar.yaml")
    #expect(configuration.repositories == [.init(path: "shop", id: "git.acme.example/web/shop")])
    #expect(configuration.owners.map(\.value) == ["web"])
    #expect(configuration.approvals.map(\.expires?.text) == ["2027-01-01T23:59:59Z"])
    #expect(configuration.approvedProviders == ["openai"])
    #expect(configuration.overlays.map(\.rule) == ["ISO-GOV-001", "ISO-KEY-004", "ISO-LOG-002"])
    #expect(configuration.overlays.map(\.severity) == [.high, nil, nil])
    #expect(
      configuration.overlays.map(\.parameters) == [[:], ["max_age": "30d"], ["min_days": 365]])
    #expect(configuration.overlays.map(\.location.line) == [9, 10, 6])
  }

  @Test(arguments: [
    ("provider:vendor:openai", "provider:vendor:openai", true),
    ("provider:vendor:*", "provider:vendor:openai", true),
    ("model:*llama*", "model:huggingface:meta-llama/Llama-3", true),
    ("model:*a*a", "model:x:a", false),
    ("*", "model:x:a", true),
    ("model:x:a", "model:x:ab", false),
    ("model:x:*b", "model:x:ab", true),
  ])
  func `a star in the name of an asset stands for anything`(
    pattern: String, id: String, matches: Bool
  ) {
    #expect(AssetPattern(pattern).matches(AssetID(trusted: id)) == matches)
  }
}
