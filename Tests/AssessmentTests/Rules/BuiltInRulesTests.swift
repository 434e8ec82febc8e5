import Catalog
import Formats
import Testing

@testable import Assessment

@Suite("The rules that come with Isobar")
struct BuiltInRulesTests {
  @Test("every rule passes its tests, and no clause can be left out unnoticed")
  func rules() throws {
    let rules = try RuleCatalog.all(knowledge: .embedded)
    #expect(rules.count >= 99)
    for report in RuleTestRunner.test(rules) {
      #expect(report.error == nil, "\(report.rule): \(report.error ?? "")")
      #expect(report.failures == [], "\(report.rule)")
      #expect(report.tests >= 2)
      #expect(report.mutants.filter(\.survives) == [], "\(report.rule)")
    }
  }

  @Test("every category leads to controls")
  func categories() throws {
    let mapping = try ControlMapping(.embedded)
    for rule in try RuleCatalog.all(knowledge: .embedded) {
      #expect(!mapping.controls(of: rule.category).isEmpty, "\(rule.id): \(rule.category)")
    }
  }

  @Test("every control of the mapping exists in the file of its framework")
  func controls() throws {
    let mapping = try #require(try Knowledge.embedded.document(at: "Frameworks/mapping.yaml"))
    var known: [String: Set<String>] = [:]
    for entry in mapping.root["mapping"]?["frameworks"]?.entries ?? [] {
      let path = "Frameworks/\(entry.value.text ?? "")"
      let document = try #require(try Knowledge.embedded.document(at: path))
      known[entry.key] = Set(ids(in: document.root))
    }
    for category in mapping.root["categories"]?.items ?? [] {
      for framework in category["controls"]?.entries ?? [] {
        for control in framework.value.items {
          let id = try #require(control.scalar)
          #expect(
            known[framework.key]?.contains(id) ?? false,
            "\(category["id"]?.text ?? ""): \(framework.key) \(id)")
        }
      }
    }
  }

  private func ids(in node: DocumentNode) -> [String] {
    (node["id"]?.scalar).map { [$0] } ?? [] + node.entries.flatMap { ids(in: $0.value) }
      + node.items.flatMap { ids(in: $0) }
  }
}
