/// A programming language whose structure can be read.
public enum SourceLanguage: String, Sendable, CaseIterable {
  case python
  case javascript
  case typescript
  /// TypeScript with JSX.
  case tsx
  case java
  case kotlin
  case csharp
  case go
  case rust
  case swift
  case scala
  case php
  case dart
  case ruby

  /// The language of files with that extension, given without its dot and in lower case.
  public init?(fileExtension: String) {
    guard let language = Self.extensions[fileExtension] else { return nil }
    self = language
  }

  private static let extensions: [String: SourceLanguage] = [
    "py": .python, "pyi": .python, "pyw": .python,
    "js": .javascript, "jsx": .javascript, "mjs": .javascript, "cjs": .javascript,
    "ts": .typescript, "mts": .typescript, "cts": .typescript, "tsx": .tsx,
    "java": .java, "kt": .kotlin, "kts": .kotlin, "cs": .csharp, "go": .go, "rs": .rust,
    "swift": .swift, "scala": .scala, "sc": .scala, "php": .php, "dart": .dart,
    "rb": .ruby, "rake": .ruby, "gemspec": .ruby,
  ]

  /// JavaScript and what compiles to it.
  var isScript: Bool { self == .javascript || self == .typescript || self == .tsx }

  /// Whether types may be written in a script.
  var hasScriptTypes: Bool { self == .typescript || self == .tsx || self == .javascript }

  /// Whether `<Name …>` where an operand is expected begins an element.
  var hasElements: Bool { self == .javascript || self == .tsx }

  /// Whether the end of a line may end a statement.
  var endsStatementsAtLines: Bool {
    switch self {
    case .python, .java, .csharp, .rust, .php, .dart: false
    default: true
    }
  }

  /// Whether a declaration begins with the type, the name following it.
  var putsTypesFirst: Bool { self == .java || self == .csharp || self == .dart }

  /// Whether `<…>` after a name may hold the arguments of a generic.
  var hasAngleGenerics: Bool {
    switch self {
    case .python, .ruby, .go, .scala, .php: false
    default: true
    }
  }

  /// Whether an argument is named by `name: value`.
  var namesArgumentsByColon: Bool {
    switch self {
    case .csharp, .swift, .dart, .php, .ruby: true
    default: false
    }
  }

  /// Whether an argument is named by `name = value`.
  var namesArgumentsByEquals: Bool {
    self == .python || self == .kotlin || self == .scala
  }
}
