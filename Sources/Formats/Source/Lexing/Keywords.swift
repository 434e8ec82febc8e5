/// The words that a language gives a meaning to, looked up by their bytes.
struct Keywords: Sendable {
  /// Longest word, in bytes.
  static let longest = 16

  private struct Entry {
    var low: UInt64 = 0
    var high: UInt64 = 0
    var symbol = Symbol.none
  }

  private var entries = [Entry](repeating: Entry(), count: 1 << 9)

  private init(_ words: String, also spellings: [(String, Symbol)] = []) {
    for word in words.split(whereSeparator: \.isWhitespace) {
      if let symbol = Symbol(rawValue: String(word)) { insert(String(word), symbol) }
    }
    for (word, symbol) in spellings { insert(word, symbol) }
  }

  private mutating func insert(_ word: String, _ symbol: Symbol) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    for (index, byte) in word.utf8.enumerated() {
      if index < 8 {
        low |= UInt64(byte) << UInt64(index * 8)
      } else if index < 16 {
        high |= UInt64(byte) << UInt64(index * 8 - 64)
      }
    }
    var slot = Self.slot(low, high)
    while entries[slot].symbol != .none { slot = (slot + 1) & (entries.count - 1) }
    entries[slot] = Entry(low: low, high: high, symbol: symbol)
  }

  private static func slot(_ low: UInt64, _ high: UInt64) -> Int {
    Int(truncatingIfNeeded: ((low ^ high &* 31) &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }

  /// The symbol of a word given as its first and second eight bytes.
  @inline(__always)
  func symbol(_ low: UInt64, _ high: UInt64) -> Symbol {
    var slot = Self.slot(low, high)
    while true {
      let entry = entries[slot]
      if entry.symbol == .none { return .none }
      if entry.low == low, entry.high == high { return entry.symbol }
      slot = (slot + 1) & (entries.count - 1)
    }
  }

  static func of(_ language: SourceLanguage) -> Keywords {
    switch language {
    case .python: python
    case .javascript: script
    case .typescript, .tsx: typed
    case .java: java
    case .kotlin: kotlin
    case .csharp: csharp
    case .go: go
    case .rust: rust
    case .swift: swift
    case .scala: scala
    case .php: php
    case .dart: dart
    case .ruby: ruby
    }
  }

  private static let python = Keywords(
    """
    and as assert async await break class continue def del elif else except finally for from global
    if import in is lambda nonlocal not or pass raise return try while with yield
    """, also: [("None", .null), ("True", .true), ("False", .false)])

  private static let scriptWords = """
    as async await break case catch class const continue debugger default delete do else export
    extends false finally for from function get if import in instanceof let new null of return set
    static super switch this throw true try typeof var void while with yield
    """

  private static let script = Keywords(scriptWords)

  private static let typed = Keywords(
    scriptWords + """
       abstract asserts declare enum implements infer interface is keyof module namespace override
      private protected public readonly satisfies type unique
      """)

  private static let java = Keywords(
    """
    abstract assert break case catch class const continue default do else enum extends false final
    finally for if implements import instanceof interface native new null package private protected
    public record return sealed static super switch synchronized this throw throws true try var
    void volatile while yield
    """)

  private static let kotlin = Keywords(
    """
    abstract annotation as break by catch class companion constructor continue crossinline data do
    else enum external false final finally for fun if import in infix init inline inner interface
    internal is noinline null object open operator out override package private protected public
    return sealed super suspend tailrec this throw true try typealias val var when where while
    """)

  private static let csharp = Keywords(
    """
    abstract as async await base break case catch class const continue default delegate do else
    enum event extern false finally fixed for foreach goto if implicit in interface internal is
    lock namespace new null operator out override params partial private protected public readonly
    record ref return sealed static struct switch this throw true try typeof unsafe using var
    virtual void volatile when where while with yield and or not
    """)

  private static let go = Keywords(
    """
    break case chan const continue default defer else fallthrough for func go if import interface
    map package range return select struct switch type var true false nil
    """)

  private static let rust = Keywords(
    """
    as async await break const continue else enum extern false fn for if impl in let loop match mod
    move mut pub ref return static struct super trait true type union unsafe use where while self
    """, also: [("macro_rules", .macro)])

  private static let swift = Keywords(
    """
    actor any as associatedtype async await break case catch class continue default defer deinit do
    else enum extension fallthrough false fileprivate final for func guard if import in init inout
    internal is let nil open operator override private protocol public repeat rethrows return self
    some static struct subscript super switch throw throws true try typealias var where while
    """)

  private static let scala = Keywords(
    """
    abstract case catch class def do else extends false final finally for given if implicit import
    lazy match new null object override package private protected return sealed super then this
    throw trait true try type using val var while with yield enum extension
    """)

  private static let php = Keywords(
    """
    abstract and as break case catch class const continue declare default do echo else elseif enum
    extends false final finally fn for foreach function global if implements include include_once
    instanceof interface match namespace new null or print private protected public readonly
    require require_once return static switch throw trait true try use var while yield
    """,
    also: [
      ("NULL", .null), ("TRUE", .true), ("FALSE", .false), ("Null", .null), ("True", .true),
      ("False", .false),
    ])

  private static let dart = Keywords(
    """
    abstract as assert async await break case catch class const continue covariant default do else
    enum export extends extension external factory false final finally for get if implements import
    in interface is late mixin new null of on operator part required return sealed set static super
    switch this throw true try typedef var void when while with yield
    """)

  private static let ruby = Keywords(
    """
    and begin break case class def defined do else elsif end ensure false for if in module next nil
    not or redo rescue retry return self super then true undef unless until when while yield
    """)
}
