/// Records of a `SourceOutline`. Each is a row of 32-bit words, so that whole tables can be written and
/// read back as they lie in memory; `-1` stands for absent.
protocol OutlineRecord: BitwiseCopyable, Sendable {}

/// One node of an expression.
@usableFromInline
struct OutlineNode: OutlineRecord {
  /// `SourceExpression.Kind`.
  @usableFromInline var kind: UInt8
  /// `OutlineOperation`.
  var operation: UInt8
  var flags: UInt8
  var reserved: UInt8 = 0
  /// A text: the name, the value of the literal. Of functions and classes their index.
  @usableFromInline var text: Int32
  /// Counted from 1.
  @usableFromInline var line: Int32
  @usableFromInline var child: Int32
  @usableFromInline var next: Int32
  var scope: Int32

  static let isNew: UInt8 = 1
}

/// The operators that say something of a value.
public enum OutlineOperation: UInt8, Sendable {
  case none
  case add
  /// `or`, `||`, `??`, `?:`.
  case alternative
  /// `|`, which chains steps in some libraries.
  case pipe
  case assignment
  case other
  /// `/`, which joins the parts of paths in some libraries.
  case divide
  /// `in`, of a comprehension of Python or a question.
  case membership

  init(_ symbol: Symbol) {
    switch symbol {
    case .none: self = .none
    case .plus: self = .add
    case .in: self = .membership
    case .or, .logicalOr, .coalesce, .elvis: self = .alternative
    case .bar: self = .pipe
    case .slash: self = .divide
    case .equals: self = .assignment
    default: self = .other
    }
  }
}

struct OutlineImport: OutlineRecord {
  /// 0 module, 1 member, 2 all, 3 re-export, 4 dynamic.
  var kind: Int32
  var isTypeOnly: Int32
  var level: Int32
  var module: Int32
  var name: Int32
  var alias: Int32
  var line: Int32
  var scope: Int32
}

struct OutlineFunction: OutlineRecord {
  var name: Int32
  var scope: Int32
  var line: Int32
  var firstParameter: Int32
  var parameters: Int32
  var firstDecorator: Int32
  var decorators: Int32
  /// The value of a lambda that is an expression.
  var result: Int32
}

struct OutlineParameter: OutlineRecord {
  var name: Int32
  var annotation: Int32
  var value: Int32
}

struct OutlineClass: OutlineRecord {
  var name: Int32
  var scope: Int32
  var line: Int32
  var firstBase: Int32
  var bases: Int32
  var firstDecorator: Int32
  var decorators: Int32
  /// 1 where it adds to a type that stands elsewhere.
  var isExtension: Int32
}

struct OutlineAssignment: OutlineRecord {
  var target: Int32
  var value: Int32
  var scope: Int32
  /// 1 where it adds to what was there.
  var augments: Int32
}

struct OutlineReturn: OutlineRecord {
  var value: Int32
  var scope: Int32
}
