public import Catalog
import Estate
import Formats

/// How well rules judge estates whose true answer is known.
public struct RuleMeasurement: Sendable {
  public struct Row: Sendable, Hashable {
    public let rule: String
    /// Found and expected.
    public fileprivate(set) var truePositives = 0
    /// Found, not expected.
    public fileprivate(set) var falsePositives = 0
    /// Expected, not found; those left unknown among them.
    public fileprivate(set) var falseNegatives = 0
    /// Expected, but left unknown.
    public fileprivate(set) var unknown = 0

    /// Share of what was found that was expected; nil where nothing was found.
    public var precision: Double? { Self.share(truePositives, falsePositives) }
    /// Share of what was expected that was found; nil where nothing was expected.
    public var recall: Double? { Self.share(truePositives, falseNegatives) }

    private static func share(_ part: Int, _ rest: Int) -> Double? {
      part + rest == 0 ? nil : Double(part) / Double(part + rest)
    }
  }

  /// One wrong judgement.
  public struct Mistake: Sendable, Hashable {
    public let path: String
    public let rule: String
    public let asset: String
    /// Whether it was found without being expected, rather than the reverse.
    public let isFalsePositive: Bool
  }

  /// One a rule, sorted by id; those that no estate names are left out.
  public let rows: [Row]
  public let mistakes: [Mistake]
  public let estates: Int

  /// All rules together.
  public var total: Row {
    rows.reduce(into: Row(rule: "all")) { total, row in
      total.truePositives += row.truePositives
      total.falsePositives += row.falsePositives
      total.falseNegatives += row.falseNegatives
      total.unknown += row.unknown
    }
  }

  /// Judges each labelled estate of a folder: a YAML document with `graph`, `now` if need be, and
  /// `expect`, which lists by rule the nodes that fail: `expect: {ISO-AGT-004: [a1]}`. Only rules that
  /// `expect` names are measured; `{ISO-AGT-004: []}` says that it must find nothing.
  public static func measure(
    _ folder: String, rules: [Rule]
  ) throws(KnowledgeError) -> RuleMeasurement {
    var rows: [String: Row] = [:]
    var mistakes: [Mistake] = []
    var estates = 0
    for file in try RuleFolder.files(in: folder) {
      for node in try file.documents() where !node.isNull {
        estates += 1
        let labelled = try LabelledEstate(RuleDocument(path: file.path, node: node), rules)
        for (rule, expected) in labelled.expected.sorted(by: { $0.rule.id < $1.rule.id }) {
          var row = rows[rule.id] ?? Row(rule: rule.id)
          let outcome = TestOutcome(rule, labelled.estate, labelled.now, [:])
          if let error = outcome.error {
            throw KnowledgeError(path: file.path, line: node.line, "\(rule.id): \(error)")
          }
          let found = Set(outcome.fail)
          row.truePositives += found.intersection(expected).count
          row.falsePositives += found.subtracting(expected).count
          row.falseNegatives += expected.subtracting(found).count
          row.unknown += expected.intersection(outcome.unknownIDs).count
          rows[rule.id] = row
          for asset in found.symmetricDifference(expected).sorted() {
            mistakes.append(
              Mistake(
                path: file.path, rule: rule.id, asset: asset,
                isFalsePositive: found.contains(asset)))
          }
        }
      }
    }
    return RuleMeasurement(
      rows: rows.values.sorted { $0.rule < $1.rule }, mistakes: mistakes, estates: estates)
  }
}

/// An estate with what each rule must find in it.
private struct LabelledEstate {
  let estate: Estate
  let now: Double
  let expected: [(rule: Rule, assets: Set<String>)]

  init(_ document: RuleDocument, _ rules: [Rule]) throws(KnowledgeError) {
    try document.check(keys: ["name", "now", "graph", "expect"], of: "a labelled estate")
    let time = try document.optionalText("now") ?? RuleTest.defaultTime
    guard let now = Timestamp.seconds(of: time) else {
      throw document.error(
        "'now' is a time such as \(RuleTest.defaultTime)", at: document.node["now"])
    }
    self.now = now
    estate = try TestEstate(document.inside(try document.required("graph"))).estate()
    let labels = document.inside(try document.required("expect"))
    var expected: [(rule: Rule, assets: Set<String>)] = []
    for entry in labels.node.entries {
      guard let rule = rules.first(where: { $0.id == entry.key }) else {
        let suggestion = Suggestion.sentence(for: entry.key, in: rules.map(\.id))
        throw KnowledgeError(
          path: document.path, line: entry.line, "unknown rule '\(entry.key)'.\(suggestion)")
      }
      let names = try labels.texts(entry.key)
      for name in names where estate.index(of: AssetID(trusted: name)) == nil {
        throw labels.error("'\(name)' is no node of the graph", at: entry.value)
      }
      expected.append((rule, Set(names)))
    }
    self.expected = expected
  }
}
