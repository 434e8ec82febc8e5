/// What a source file is made of: imports, definitions, calls, values. It says nothing of meaning.
///
/// Everything is in the order of the text, except inside brackets nested deeper than the limit,
/// which come last.
public struct SourceStructure: Sendable {
  public let language: SourceLanguage
  /// The text that offsets refer to: UTF-16 has been brought to UTF-8.
  public let bytes: [UInt8]
  public internal(set) var tokens: [Token] = []
  public internal(set) var imports: [Import] = []
  /// The package or namespace that the file is a part of, its parts joined by dots; nil where none is named.
  public internal(set) var home: String?
  public internal(set) var assignments: [Assignment] = []
  public internal(set) var returns: [Return] = []
  public internal(set) var decorators: [Decorator] = []
  public internal(set) var functions: [Function] = []
  public internal(set) var classes: [ClassDefinition] = []
  /// Every call, as expressions of kind `call`.
  public internal(set) var calls: [SourceExpression] = []
  /// Every string and template outside other strings' texts.
  public internal(set) var strings: [SourceExpression] = []
  /// Bytes and tokens looked at: grows in proportion to the text.
  public internal(set) var steps = 0
  var nodes: [ExpressionNode] = []

  init(language: SourceLanguage, bytes: [UInt8]) {
    self.language = language
    self.bytes = bytes
  }

  // MARK: Nodes

  func node(_ expression: SourceExpression) -> ExpressionNode { nodes[Int(expression.index)] }

  func token(_ index: UInt32) -> Token {
    Int(index) < tokens.count ? tokens[Int(index)] : Token.past
  }

  public func kind(of expression: SourceExpression) -> SourceExpression.Kind {
    node(expression).kind
  }

  public func children(of expression: SourceExpression) -> Children {
    Children(structure: self, upcoming: node(expression).child)
  }

  /// The children of an expression, in order.
  public struct Children: Sequence, IteratorProtocol {
    let structure: SourceStructure
    var upcoming: Int32

    public mutating func next() -> SourceExpression? {
      guard upcoming >= 0 else { return nil }
      defer { upcoming = structure.nodes[Int(upcoming)].next }
      return SourceExpression(upcoming)
    }
  }

  /// The function or class that the expression stands directly in.
  public func scope(of expression: SourceExpression) -> Scope { node(expression).scope }

  // MARK: Places

  /// Line of the first byte, counted from 1.
  public func line(of expression: SourceExpression) -> Int {
    Int(token(node(expression).first).line)
  }

  /// Bytes of the expression.
  public func range(of expression: SourceExpression) -> Range<Int> {
    let node = node(expression)
    let start = Int(token(node.first).start)
    return start..<max(start, Int(token(node.last).end))
  }

  /// Bytes since the beginning of the line, counted from 1.
  public func column(of expression: SourceExpression) -> Int {
    let start = range(of: expression).lowerBound
    return start - (bytes[..<start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
  }

  /// The expression as written.
  public func text(of expression: SourceExpression) -> String { text(range(of: expression)) }

  func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  func text(token index: UInt32) -> String {
    let token = token(index)
    return text(Int(token.start)..<max(Int(token.start), Int(token.end)))
  }
}
