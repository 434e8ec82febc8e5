import Estate

/// Reads a path pattern in the subset of GQL and openCypher that rules use:
/// `(m:Model)-[:TRAINED_ON|FINE_TUNED_ON]->(d:Dataset)<-[w:CAN_WRITE*1..4]-(who)`.
struct PatternParser {
  /// What queries may write and rules may not.
  struct Options: Sendable {
    /// Hops that one edge may repeat over.
    var hopLimit = PathPattern.hopLimit
    /// Whether an edge may leave open which relation it is.
    var allowsAnyRelation = false
  }

  private static let edgeLimit = 12

  private let options: Options
  private let text: [Unicode.Scalar]
  private var position = 0
  private var scope: ExpressionScope
  /// Where the last name starts.
  private var nameStart = 0

  /// Reads the pattern and adds its variables to the scope.
  static func parse(
    _ text: String, _ scope: inout ExpressionScope, _ options: Options = Options()
  ) throws(ExpressionError) -> PathPattern {
    guard text.utf8.count <= Lexer.lengthLimit else { throw ExpressionError("pattern too long") }
    var parser = PatternParser(text: Array(text.unicodeScalars), scope: scope, options: options)
    do throws(ExpressionError) {
      let pattern = try parser.pattern()
      scope = parser.scope
      return pattern
    } catch {
      throw error.placed(at: parser.nameStart)
    }
  }

  private init(text: [Unicode.Scalar], scope: ExpressionScope, options: Options) {
    self.text = text
    self.scope = scope
    self.options = options
  }

  private mutating func pattern() throws(ExpressionError) -> PathPattern {
    var nodes = [try node()]
    var edges: [PathPattern.Edge] = []
    skipSpace()
    while position < text.count {
      guard edges.count < Self.edgeLimit else {
        throw ExpressionError("a path of more than \(Self.edgeLimit) edges")
      }
      edges.append(try edge())
      nodes.append(try node())
      skipSpace()
    }
    return PathPattern(nodes: nodes, edges: edges)
  }

  private mutating func node() throws(ExpressionError) -> PathPattern.Node {
    try need("(", "a node such as (a:Agent)")
    let name = name()
    var kinds: Set<AssetKind>?
    if take(":") {
      var named: Set<AssetKind> = []
      for name in try alternatives("kind") {
        guard let kind = AssetKind(name: name) else {
          throw .unknown("kind", name, among: AssetKind.all.map(\.name))
        }
        named.insert(kind)
      }
      kinds = named
    }
    try need(")", "')'")
    let variable: Variable?
    if let name { variable = try scope.bindAsset(name, kinds) } else { variable = nil }
    let flags = kinds.map { kinds in AssetKind.all.map { kinds.contains($0) } }
    return PathPattern.Node(variable: variable, kinds: flags)
  }

  private mutating func edge() throws(ExpressionError) -> PathPattern.Edge {
    let isBackward = take("<")
    try need("-", "an edge such as -[:CAN_CALL]->")
    try need("[", "'['")
    let name = name()
    let kinds = try relationKinds()
    let (low, high) = try repetition()
    try need("]", "']'")
    try need("-", "'-'")
    let isForward = take(">")
    guard isForward != isBackward else {
      throw ExpressionError("an edge needs exactly one direction: -[…]-> or <-[…]-")
    }
    guard name == nil || low > 0 else {
      throw ExpressionError("a relation that may be absent cannot have a name")
    }
    let variable: Variable?
    if let name { variable = try scope.bindRelation(name) } else { variable = nil }
    return PathPattern.Edge(
      variable: variable, kinds: kinds, isForward: isForward, low: low, high: high)
  }

  private mutating func relationKinds() throws(ExpressionError) -> [RelationKind] {
    if options.allowsAnyRelation, peek != ":" { return RelationKind.all }
    try need(":", "':' and a relation")
    var kinds: [RelationKind] = []
    for name in try alternatives("relation") {
      guard let kind = RelationKind(name: name) else {
        throw .unknown("relation", name, among: RelationKind.all.map(\.name))
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds
  }

  /// `*`, `*3`, `*..4` or `*1..4`; once where there is none.
  private mutating func repetition() throws(ExpressionError) -> (low: Int, high: Int) {
    guard take("*") else { return (1, 1) }
    let limit = options.hopLimit
    let first = number()
    var (low, high) = (first ?? 1, first ?? limit)
    if take(".") {
      guard take("."), let last = number() else {
        throw ExpressionError("a repetition is written *1..4")
      }
      (low, high) = (first ?? 1, last)
    }
    guard high <= limit else { throw ExpressionError("a path repeats at most \(limit) times") }
    guard low <= high else { throw ExpressionError("a repetition from \(low) to \(high)") }
    return (low, high)
  }

  private mutating func alternatives(_ what: String) throws(ExpressionError) -> [String] {
    var names: [String] = []
    repeat {
      guard let name = name() else { throw ExpressionError("expected the name of a \(what)") }
      names.append(name)
    } while take("|")
    return names
  }

  private mutating func skipSpace() {
    while position < text.count, text[position].properties.isWhitespace { position += 1 }
  }

  private var peek: Unicode.Scalar? {
    mutating get {
      skipSpace()
      return position < text.count ? text[position] : nil
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < text.count, text[position] == scalar else { return false }
    position += 1
    return true
  }

  private mutating func need(_ scalar: Unicode.Scalar, _ what: String) throws(ExpressionError) {
    guard take(scalar) else {
      throw ExpressionError("expected \(what)", position: position, of: "pattern")
    }
  }

  private mutating func name() -> String? {
    skipSpace()
    nameStart = position
    guard position < text.count, text[position].isNameStart else { return nil }
    return taken { $0.isNameStart || $0.isDigit }
  }

  private mutating func number() -> Int? {
    skipSpace()
    return Int(taken(while: \.isDigit).prefix(4))
  }

  private mutating func taken(while holds: (Unicode.Scalar) -> Bool) -> String {
    var taken = String.UnicodeScalarView()
    while position < text.count, holds(text[position]) {
      taken.append(text[position])
      position += 1
    }
    return String(taken)
  }
}
