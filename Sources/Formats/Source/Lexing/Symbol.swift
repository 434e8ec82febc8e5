/// A word or sign that grammars give a meaning to. The raw value is its text.
///
/// One list serves all languages; which words are reserved in which is said by `Keywords`.
enum Symbol: String, CaseIterable {
  /// A name, a literal, or a sign that needs no telling apart.
  case none = ""

  // Signs.
  case dot = "."
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case question = "?"
  case exclamation = "!"
  case equals = "="
  case equalTo = "=="
  case notEqualTo = "!="
  case doubleArrow = "=>"
  case arrow = "->"
  case leftArrow = "<-"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case asterisk = "*"
  case slash = "/"
  case percent = "%"
  case power = "**"
  case doubleSlash = "//"
  case increment = "++"
  case decrement = "--"
  case ampersand = "&"
  case bar = "|"
  case caret = "^"
  case tilde = "~"
  case shiftLeft = "<<"
  case logicalAnd = "&&"
  case logicalOr = "||"
  case coalesce = "??"
  case elvis = "?:"
  case optionalDot = "?."
  case doubleColon = "::"
  case ellipsis = "..."
  case range = ".."
  case declare = ":="
  case augmentedAssignment = "+="
  case at = "@"
  case hash = "#"
  case dollar = "$"
  case backslash = "\\"
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"

  // Words.
  case abstract, actor, and, `as`, assert, assign, async, await, base, begin, `break`, `case`
  case `catch`, chan, `class`, const, constructor, `continue`, debugger, declareWord = "declare"
  case def, `default`, `defer`, defined, del, delete, `do`, echo, elif, `else`, elsif, elseif
  case end, ensure, `enum`, except, export, `extension`, extends, external, `extern`, `fallthrough`
  case `false`, final, finally, fn, `for`, foreach, from, fun, `func`, function, get, global, go
  case `guard`, `if`, implements, `import`, impl, implicit, `in`, `init`, instanceof, interface
  case infer, `internal`, `is`, keyof, lambda, `let`, lock, loop, macro, map, match, mod, module
  case move, mut, namespace, native, new, next, `nil`, nonlocal, not, null, object, of, open,
    `operator`
  case or, out, override, package, params, pass, `private`, property, `protected`, `protocol`,
    `public`, pub
  case raise, readonly, record, redo, ref, require, requireRelative = "require_relative", rescue,
    retry
  case `return`, sealed, select, `self`, set, `static`, `struct`, `super`, `switch`
  case satisfies, synchronized, then, this, `throw`, `throws`, trait, `true`, `try`
  case type, `typealias`, typeof, undef, union, unless, unsafe, until, use, using, val, `var`
  case virtual, void, volatile, when, `where`, `while`, with, yield, data, partial, companion
  case mixin, late, covariant, factory, given, `repeat`, `subscript`, `deinit`, some, any
  case `associatedtype`, annotation, inner, suspend, inline, `inout`, tailrec, crossinline, noinline
  case by, lazy, goto, required
  case includeOnce = "include_once", include, requireOnce = "require_once", `print`, event
  case `delegate`, fixed, asserts, unique
}
