import Formats

/// A place in the code: an expression of a file.
struct CodePlace: Hashable, Sendable {
  /// Four bytes: there are places in most of what is known.
  private let file: Int32
  let node: SourceOutline.Expression

  /// Number of the file.
  var unit: Int { Int(file) }

  init(unit: Int, node: SourceOutline.Expression) {
    file = Int32(truncatingIfNeeded: unit)
    self.node = node
  }
}

/// What an expression is worth, as far as the code tells without being run.
indirect enum Meaning: Sendable {
  case text(String, CodePlace)
  /// A text with holes: the holes by the text that stands in them.
  case template([TemplatePiece], CodePlace)
  case number(String)
  case boolean(Bool)
  case null
  case list([Meaning], CodePlace)
  case object([(key: String, value: Meaning)], CodePlace)
  /// Something that another's module defines.
  case external(SymbolName)
  /// A file of the repository as a namespace.
  case module(Int)
  case instance(CodeInstance)
  /// A member of a value of known type.
  case member(of: CodeInstance, SymbolName)
  case function(unit: Int, index: Int, receiver: CodeInstance?)
  case definition(unit: Int, index: Int)
  /// A variable of the environment, and its default.
  case environment(String, Meaning?)
  /// A key of a file of configuration.
  case entry(path: String, key: String)
  case oneOf([Meaning])
  case unknown

  var isObject: Bool { if case .object = self { true } else { false } }
  var isUnknown: Bool { if case .unknown = self { true } else { false } }
}

enum TemplatePiece: Sendable {
  case text(String)
  case hole(String)
}

/// A value that a call made, or whose type is declared.
struct CodeInstance: Sendable {
  enum TypeName {
    case external(SymbolName)
    case definition(unit: Int, index: Int)
  }

  let type: TypeName
  /// The call that made it; nil where only its type is known.
  let place: CodePlace?
  /// What it was made from by a method.
  let source: Source?

  indirect enum Source {
    case value(Meaning)
  }

  init(_ type: TypeName, at place: CodePlace?, from source: Meaning? = nil) {
    self.type = type
    self.place = place
    self.source = source.map { .value($0) }
  }

  var origin: Meaning? {
    if case .value(let value) = source { value } else { nil }
  }
}
