/// An expression of a source file: a handle into its structure.
public struct SourceExpression: Sendable, Hashable {
  let index: Int32

  init(_ index: Int32) { self.index = index }

  /// What an expression is. The children are in the order of the text.
  public enum Kind: UInt8, Sendable {
    case name
    /// A member of its first child: `object.name`.
    case member
    /// Its first child is called, the others are the arguments.
    case call
    /// Its first child is indexed by the others.
    case `subscript`
    case string
    /// A string with holes, which are its children.
    case template
    case number
    case boolean
    case null
    case regularExpression
    case list
    /// Several expressions in parentheses or between commas.
    case tuple
    case set
    /// A dictionary, hash or object: its children are pairs, spreads and functions.
    case object
    /// A key and its value.
    case pair
    /// A named argument; its child is the value.
    case keyword
    /// `*x`, `**x`, `...x`, `&x`.
    case spread
    /// A function without a name, or a method in an object.
    case function
    case classDefinition
    /// Operands joined by one operator.
    case operation
    /// An operand with an operator before it.
    case unary
    /// A condition and its two outcomes, in the order of the text.
    case conditional
    /// An element such as `<Name …>`; its children stand in its holes.
    case element
    /// Statements between braces.
    case block
    /// What could not be read, or stands too deep.
    case opaque
    /// A value of which only the type is known, its child.
    case declared
  }
}

/// One node of the tree. The tree lies in one array, children linked to the next.
struct ExpressionNode: Sendable {
  var kind: SourceExpression.Kind
  /// The operator.
  var symbol = Symbol.none
  var flags: Flags = []
  /// The token of its name.
  var token: UInt32
  var first: UInt32
  /// The last token, inclusive.
  var last: UInt32
  var child: Int32 = -1
  var next: Int32 = -1
  var scope: Scope

  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let new = Flags(rawValue: 1)
    static let awaited = Flags(rawValue: 2)
    static let comprehension = Flags(rawValue: 4)
    static let tagged = Flags(rawValue: 8)
    static let parenthesized = Flags(rawValue: 16)
  }
}
