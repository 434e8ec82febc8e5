import Catalog
import Estate
import Formats
import Testing

@testable import Assessment

@Suite("All rules that apply")
struct RuleCatalogTests {
  private func overlays(_ text: String) throws -> [RuleOverlay] {
    let node = try #require(try YAMLDocument.parse(Array(text.utf8)).first)
    return try RuleOverlay.overlays(node, path: "isobar-rules.yaml")
  }

  private func problem(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("an overlay changes severity and parameters, and switches rules off")
  func overlay() throws {
    let rules = try RuleCatalog.all(
      knowledge: .embedded,
      overlays: try overlays(
        """
        overlays:
          - {rule: ISO-LOG-002, severity: high, params: {min_days: 365}}
          - {rule: ISO-GOV-001, enabled: false}
        """))
    let logs = try #require(rules.first { $0.id == "ISO-LOG-002" })
    #expect(logs.severity == .high)
    #expect(logs.parameters.first?.value == 365)
    #expect(rules.first { $0.id == "ISO-GOV-001" }?.isEnabled == false)
    let estate = try RuleText.estate(
      "nodes: {a: 'Agent {name: a, eu_risk: high, log_retention_days: 200, lifecycle: active}'}")
    let result = RuleEvaluator().evaluate(rules, estate, now: RuleText.now)
    #expect(result.findings.filter { $0.rule == "ISO-LOG-002" }.map(\.severity) == [.high])
    #expect(!result.outcomes.contains { $0.rule == "ISO-GOV-001" })
  }

  @Test("an overlay that is wrong says where and what was meant")
  func wrongOverlay() {
    #expect(
      problem {
        _ = try RuleCatalog.all(
          knowledge: .embedded, overlays: try overlays("overlays:\n  - {rule: ISO-GOV-01}"))
      } == "isobar-rules.yaml:2: unknown rule 'ISO-GOV-01'. Did you mean 'ISO-GOV-001'?")
    #expect(
      problem {
        _ = try RuleCatalog.all(
          knowledge: .embedded,
          overlays: try overlays("overlays:\n- {rule: ISO-LOG-002, params: {min_day: 3}}"))
      }
        == "isobar-rules.yaml:2: unknown parameter of ISO-LOG-002 'min_day'. Did you mean 'min_days'?"
    )
    #expect(
      problem {
        _ = try RuleCatalog.all(
          knowledge: .embedded,
          overlays: try overlays("overlays:\n- {rule: ISO-LOG-002, params: {min_days: many}}"))
      } == "isobar-rules.yaml:2: parameter 'min_days' of ISO-LOG-002 takes a value of type int")
  }

  @Test("overlays are read from a file, whose name stands in errors")
  func overlayFile() throws {
    let text = "overlays:\n  - rule: ISO-GOV-001\n    severty: high\n"
    try RuleText.withFolder(["mine.yaml": text]) { folder in
      #expect(
        problem { _ = try RuleOverlay.overlays(inFile: "\(folder)/mine.yaml") }
          == "\(folder)/mine.yaml:3: unknown key 'severty' in an overlay. Did you mean 'severity'?")
    }
  }

  @Test("a folder with a pack.yaml is a pack, and its rules join those built in")
  func pack() throws {
    try RuleText.withFolder([
      "house/pack.yaml": "name: house\nversion: 1.2.0\n", "house/agents/a.yaml": RuleText.usual,
      "loose.yaml": RuleText.usual.replacing("ISO-TST-001", with: "ISO-TST-002"),
    ]) { folder in
      let rules = try RuleCatalog.all(knowledge: .embedded, folders: [folder])
      #expect(
        rules.first { $0.id == "ISO-TST-001" }?.pack == RulePack(name: "house", version: "1.2.0"))
      let loose = try #require(rules.first { $0.id == "ISO-TST-002" })
      #expect(loose.pack == nil)
      #expect(loose.path == "\(folder)/loose.yaml")
      #expect(rules.map(\.id) == rules.map(\.id).sorted())
    }
  }

  @Test("an id that stands twice and a category that leads nowhere are refused")
  func conflicts() throws {
    try RuleText.withFolder(["a.yaml": RuleText.usual, "b.yaml": RuleText.usual]) { folder in
      #expect(
        problem { _ = try RuleCatalog.all(knowledge: .embedded, folders: [folder]) }
          == "\(folder)/b.yaml: 'ISO-TST-001' stands in \(folder)/a.yaml already")
    }
    let text = RuleText.usual.replacing("no-human-approval", with: "no-human-aproval")
    try RuleText.withFolder(["a.yaml": text]) { folder in
      #expect(
        problem { _ = try RuleCatalog.all(knowledge: .embedded, folders: [folder]) }
          == "\(folder)/a.yaml:4: unknown category 'no-human-aproval'. Did you mean 'no-human-approval'?"
      )
    }
  }
}
