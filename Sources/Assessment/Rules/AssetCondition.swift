public import Catalog
public import Estate
public import Formats
public import Foundation

/// Which assets something applies to, in the language of rules: `for: (x:Agent)` and `where`.
public struct AssetCondition: Sendable {
  private let node: PathPattern.Node
  private let condition: Expression
  private let variable: Variable

  /// Reads the keys `for` and `where` of a mapping, which may hold others.
  public init(_ node: DocumentNode, path: String) throws(KnowledgeError) {
    let document = RuleDocument(path: path, node: node)
    let (text, line) = (try document.text("for"), node["for"])
    var scope = ExpressionScope()
    let pattern = try document.locating(line) { () throws(ExpressionError) in
      try PatternParser.parse(text, &scope)
    }
    guard pattern.edges.isEmpty, let first = pattern.nodes.first, let variable = first.variable
    else { throw document.error("'for' is one node with a name, such as (x:Agent)", at: line) }
    self.node = first
    self.variable = variable
    let condition = try document.optionalText("where") ?? "true"
    let known = scope
    self.condition = try document.locating(node["where"]) { () throws(ExpressionError) in
      try ExpressionParser.parse(condition, known)
    }
  }

  /// Whether it is known to hold of the asset with that index.
  public func holds(_ asset: Int, in estate: Estate, now: Date) -> Bool {
    guard node.fits(estate.assets[asset].kind) else { return false }
    var bindings = Bindings(count: 1)
    bindings.slots[variable.slot] = Int32(asset)
    return ExpressionEvaluator(estate: estate, now: now.timeIntervalSince1970)
      .truth(condition, bindings) == true
  }

  /// The kinds that it may apply to.
  public var kinds: [AssetKind] { AssetKind.all.filter(node.fits) }
}
