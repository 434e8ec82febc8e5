import Catalog
import Estate
import Formats
import Foundation
import TestSupport
import Testing

@testable import Assessment

@Suite("Agreement with the executable reference")
struct ReferenceAgreementTests {
  private static let cases =
    SourceTree.root.appending(path: "Tests/AssessmentTests/Reference/cases.py").path

  @Test(
    "random rules over random estates come out as the reference says: results, keys, severity, hops, paths, messages, fingerprints",
    arguments: [7, 1234])
  func rules(seed: Int) throws {
    let output = Array(try PythonEnvironment.run([Self.cases, "\(seed)", "2000"]).utf8)
    let document = try JSONDocument.parse(
      output, limits: DocumentLimits(depth: 64, nodes: 10_000_000))
    let cases = document["cases"]?.items ?? []
    #expect(cases.count >= 2000)
    #expect((document["raised"]?.integer ?? .max) < cases.count / 10)
    var findings = 0
    var disagreements: [String] = []
    for (number, item) in cases.enumerated() {
      let wanted = try #require(item["result"])
      let own = try ownResult(item)
      findings += wanted["findings"]?.items.count ?? 0
      let expected = Judged(reference: wanted)
      if own != expected {
        disagreements.append(
          "case \(number): \(Value(try #require(item["rule"])).plainText)\n\(expected)\n\(own)")
      }
    }
    #expect(findings > 800)
    #expect(disagreements.isEmpty, "\(disagreements.count): \(disagreements.first ?? "")")
  }

  @Test("patterns find what Python's re.search finds")
  func textPatterns() throws {
    let output = Array(try PythonEnvironment.run([Self.cases, "1", "1"]).utf8)
    let document = try JSONDocument.parse(output)
    let searches = document["patterns"]?.items ?? []
    #expect(searches.count > 400)
    for search in searches {
      let source = try #require(search["pattern"]?.text)
      let text = try #require(search["text"]?.text)
      let pattern = try TextPattern(source)
      #expect(
        pattern.isFound(in: text) == search["found"]?.boolean,
        "\(source) in \(text.debugDescription)")
    }
  }

  private func ownResult(_ item: DocumentNode) throws -> Judged {
    let rule = try RuleLoader.rule(try #require(item["rule"]), path: "case")
    let graph = RuleDocument(path: "case", node: try #require(item["graph"]))
    let estate = try TestEstate(graph).estate()
    let now = try #require(Timestamp.seconds(of: "2026-11-20T00:00:00Z"))
    var parameters: [String: Value] = [:]
    for entry in item["params"]?.entries ?? [] { parameters[entry.key] = Value(entry.value) }
    let evaluator = ExpressionEvaluator(estate: estate, now: now)
    let judged = RuleEvaluator().judge([rule], evaluator, [rule.id: parameters])
    let judgements = try #require(judged.first).get()
    func ids(_ indices: [Int32]) -> [String] { indices.map { estate.assets[Int($0)].id.text } }
    for unknown in judgements.unknown { #expect(!unknown.missing.isEmpty) }
    return Judged(
      pass: ids(judgements.passed), fail: ids(judgements.failed),
      unknown: ids(judgements.unknown.map(\.asset)),
      findings: judgements.findings.map { finding in
        Judged.Found(
          on: finding.asset.text, key: finding.assets.map(\.text),
          severity: finding.severity.rawValue, hops: finding.path.count, message: finding.message,
          path: finding.path.map { "\($0.from) -\($0.relation.name)-> \($0.to)" },
          fingerprint: finding.id)
      })
  }

  private struct Judged: Equatable, CustomStringConvertible {
    struct Found: Equatable {
      let on: String
      let key: [String]
      let severity: String
      let hops: Int
      let message: String
      let path: [String]
      let fingerprint: String
    }

    let pass: [String]
    let fail: [String]
    let unknown: [String]
    let findings: [Found]

    init(pass: [String], fail: [String], unknown: [String], findings: [Found]) {
      self.pass = pass
      self.fail = fail
      self.unknown = unknown
      self.findings = findings
    }

    init(reference: DocumentNode) {
      func texts(_ node: DocumentNode?) -> [String] { node?.items.compactMap(\.text) ?? [] }
      pass = texts(reference["pass"])
      fail = texts(reference["fail"])
      unknown = texts(reference["unknown"])
      findings = (reference["findings"]?.items ?? []).map { found in
        Found(
          on: found["on"]?.text ?? "", key: texts(found["key"]),
          severity: found["severity"]?.text ?? "", hops: found["hops"]?.integer ?? -1,
          message: found["message"]?.text ?? "", path: texts(found["path"]),
          fingerprint: found["fingerprint"]?.text ?? "")
      }
    }

    var description: String {
      "pass \(pass) fail \(fail) unknown \(unknown)\n  "
        + findings.map { "\($0.on) \($0.key) \($0.severity) \($0.path) '\($0.message)'" }
        .joined(separator: "\n  ")
    }
  }
}
