/// A name that a file brings in from elsewhere, or passes on.
public struct Import: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    /// The module under its own name or an alias.
    case module
    /// One name of the module.
    case member
    /// All names of the module.
    case all
    /// A name passed on to those who import this file.
    case reexport
    /// A call at run time: `require("x")`, `import("x")`.
    case dynamic
  }

  public let kind: Kind
  /// As written, without leading dots in Python: `a.b`, `./x`, `github.com/x/y`; in Dart the package.
  public let module: String
  /// How many dots stand before a relative Python module.
  public let level: Int
  /// The name in the module; `default` for the default of a script module.
  public let name: String?
  /// The name that it has here, if it is another.
  public let alias: String?
  /// Whether it brings in types only.
  public let isTypeOnly: Bool
  /// Counted from 1.
  public let line: Int
  public let scope: Scope

  /// The name that the file knows it by.
  public var localName: String? { alias ?? name }
}

/// A value given to a name, a member, or several.
public struct Assignment: Sendable, Equatable {
  public let target: SourceExpression
  public let value: SourceExpression
  /// Whether it changes the value that was there: `+=`.
  public let isAugmented: Bool
  public let scope: Scope
}

/// A value that a function gives back.
public struct Return: Sendable, Equatable {
  public let value: SourceExpression
  /// What it stands in.
  public let scope: Scope
}

/// `@expression`, an annotation or an attribute, on a function or class.
public struct Decorator: Sendable, Equatable {
  public let expression: SourceExpression
  /// What it stands on.
  public internal(set) var target: Scope
}

/// A parameter of a function.
public struct Parameter: Sendable, Equatable {
  public let name: String
  public let annotation: SourceExpression?
  public let defaultValue: SourceExpression?
}

/// A function, method or lambda.
public struct Function: Sendable, Equatable {
  /// Empty for one without a name.
  public let name: String
  public internal(set) var parameters: [Parameter]
  /// What it stands in.
  public let scope: Scope
  /// Counted from 1.
  public let line: Int
  /// Tokens from its first word to its end.
  public internal(set) var tokens: Range<Int>
  /// Decorators, as indices in `SourceStructure.decorators`.
  public internal(set) var decorators: Range<Int>
  /// The value of a lambda that is an expression.
  public internal(set) var result: SourceExpression?
}

/// A class, struct, interface, trait, enumeration or module.
public struct ClassDefinition: Sendable, Equatable {
  public let name: String
  /// Base classes and interfaces, keyword arguments included.
  public internal(set) var bases: [SourceExpression]
  public let scope: Scope
  /// Counted from 1.
  public let line: Int
  public internal(set) var tokens: Range<Int>
  public internal(set) var decorators: Range<Int>
  /// Whether it adds to a type that stands elsewhere: `extension Server { … }`.
  public internal(set) var isExtension = false
}
