/// Reads tokens into structure: one recursive descent for all languages, loose enough to pass over
/// what it does not know, and bounded in depth.
struct StructureReader {
  var structure: SourceStructure
  let source: SourceBytes
  let language: SourceLanguage
  /// The token that is read next.
  var index = 0
  /// The end of the innermost bracket.
  var limit: Int
  var depth = 0
  var scope = Scope.file
  /// What the `end`s of a Ruby file will close.
  var rubyBlocks: [RubyBlock] = []
  /// The last expression of Ruby that stands by itself, and where.
  var lastRubyValue: (node: Int32, scope: Scope)?
  /// Whether the next `do` belongs to a Ruby loop.
  var awaitsLoopBody = false
  /// The depth at which the members of the innermost class stand.
  var memberDepth = -1
  /// The token that names the parameter that was read last.
  var parameterName: Int?
  /// The word `new` that takes its type from the declaration, and where that type stands.
  var declaredNew: (word: Int, type: Int)?
  /// The type of the elements of the list that is declared, and the bracket that they stand in.
  var declaredElements: (open: Int, type: Int)?
  /// The type of what the innermost typed function gives, and that function.
  var declaredResult: (function: Scope, type: Int)?
  /// What stands in the block of a builder, for those who ask what is called in it; nil elsewhere.
  var builderSteps: Chain?
  /// Where the first argument of the generic stands that was read last, and the index behind it.
  var typeArgument: (behind: Int, type: Int)?
  /// Conditional operators that wait for their colon.
  var conditionals = 0
  /// Whether line ends mean nothing, as between parentheses.
  var joinsLines = false
  /// Whether a brace begins a block, as behind the condition of an `if` without parentheses.
  var bracesAreBlocks = false
  /// First of the decorators that wait for their definition.
  var firstDecorator = 0
  /// Definitions that the lines of a Python file stand in.
  var pythonScopes: [PythonScope] = []
  /// Brackets that stand too deep, to be read at the end.
  private var deferred: [Deferred] = []
  private var steps = 0

  /// Deepest nesting that is followed.
  static let deepest = 300

  private struct Deferred {
    let range: Range<Int>
    let scope: Scope
    let joinsLines: Bool
  }

  init(_ structure: SourceStructure, _ source: SourceBytes) {
    self.structure = structure
    self.source = source
    language = structure.language
    limit = structure.tokens.count - 1
    self.structure.nodes.reserveCapacity(structure.tokens.count / 2)
  }

  mutating func run() {
    readStatements()
    var next = 0
    while next < deferred.count {
      let part = deferred[next]
      next += 1
      (index, limit, scope) = (part.range.lowerBound, part.range.upperBound, part.scope)
      (depth, joinsLines, bracesAreBlocks) = (0, part.joinsLines, false)
      if language == .python || part.joinsLines {
        readLooseExpressions()
      } else {
        readStatements()
      }
    }
    structure.steps += steps
  }

  // MARK: Tokens

  @inline(__always)
  func token(_ index: Int) -> Token {
    index < limit && index >= 0 ? structure.tokens[index] : Token.past
  }

  @inline(__always)
  var current: Token { token(index) }

  @inline(__always)
  mutating func advance() {
    index += 1
    steps += 1
  }

  /// Goes over the sign or word, if it stands here.
  @inline(__always)
  mutating func accept(_ symbol: Symbol) -> Bool {
    guard index < limit, structure.tokens[index].symbol == symbol else { return false }
    index += 1
    return true
  }

  /// The index behind the bracket that opens at an index.
  func behind(_ open: Int) -> Int {
    let partner = Int(token(open).payload)
    guard partner > open else { return open + 1 }
    guard partner < structure.tokens.count, structure.tokens[partner].kind == .close,
      Int(structure.tokens[partner].payload) == open
    else { return min(max(partner, open + 1), limit) }
    return min(partner + 1, limit)
  }

  /// Reads what stands in the bracket that opens here. What stands too deep is put off.
  mutating func inBracket(joinsLines joins: Bool, _ read: (inout StructureReader) -> Void) {
    let open = index
    let (after, end) = (behind(open), Int(token(open).payload))
    guard depth < Self.deepest else {
      deferred.append(
        Deferred(range: open + 1..<max(open + 1, end), scope: scope, joinsLines: joins))
      index = after
      return
    }
    let outer = (limit, joinsLines, bracesAreBlocks, conditionals)
    conditionals = 0
    depth += 1
    index = open + 1
    (limit, joinsLines, bracesAreBlocks) = (min(max(end, open + 1), limit), joins, false)
    read(&self)
    depth -= 1
    (limit, joinsLines, bracesAreBlocks, conditionals) = outer
    index = after
  }

  /// Reads expressions and goes over everything else, to the end of the bracket.
  mutating func readLooseExpressions() {
    while index < limit {
      let before = index
      if readExpression() < 0 || index == before { index = max(index, before + 1) }
    }
  }

  mutating func readStatements() {
    while index < limit {
      let before = index
      switch language {
      case .python: readPythonStatement()
      case .ruby: readRubyStatement()
      default: readBraceStatement()
      }
      if index <= before { index = before + 1 }
      steps += 1
    }
  }

  // MARK: Nodes

  /// Children of a node under construction.
  struct Chain {
    var first: Int32 = -1
    var last: Int32 = -1
  }

  mutating func add(_ child: Int32, to chain: inout Chain) {
    guard child >= 0 else { return }
    if chain.last >= 0 {
      structure.nodes[Int(chain.last)].next = child
    } else {
      chain.first = child
    }
    chain.last = child
  }

  /// Makes a node that ends before the current token.
  mutating func make(
    _ kind: SourceExpression.Kind, _ symbol: Symbol = .none, token: Int, from first: Int,
    children: Chain = Chain(), flags: ExpressionNode.Flags = []
  ) -> Int32 {
    let node = ExpressionNode(
      kind: kind, symbol: symbol, flags: flags, token: UInt32(truncatingIfNeeded: token),
      first: UInt32(truncatingIfNeeded: first),
      last: UInt32(truncatingIfNeeded: max(first, index - 1)), child: children.first, scope: scope)
    structure.nodes.append(node)
    return Int32(truncatingIfNeeded: structure.nodes.count - 1)
  }

  func kind(_ node: Int32) -> SourceExpression.Kind {
    node >= 0 ? structure.nodes[Int(node)].kind : .opaque
  }

  func firstToken(_ node: Int32) -> Int {
    node >= 0 ? Int(structure.nodes[Int(node)].first) : index
  }

  func text(_ index: Int) -> String { structure.text(token: UInt32(truncatingIfNeeded: index)) }
}
