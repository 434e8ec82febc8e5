/// The string or element that a hole interrupts: what to go on with behind the hole.
struct TemplateContext {
  enum Holes: UInt8 {
    case none
    /// `{…}`, with `{{` for a brace: Python.
    case python
    /// `{…}`, opened by as many braces as there are dollars: C#.
    case csharp
    /// `${…}`: JavaScript.
    case script
    /// `${…}` and `$name`: Kotlin, Dart, Scala.
    case dollar
    /// `{$…}`, `${…}` and `$name`: PHP.
    case php
    /// `\(…)`: Swift.
    case swift
    /// `#{…}`: Ruby.
    case ruby
    /// `{…}` among the attributes of an element.
    case elementTag
    /// `{…}` among the children of an element.
    case elementChildren
  }

  var holes = Holes.none
  /// The closing quote.
  var quote: UInt8 = 0
  /// The opening bracket where the quotes are a pair of brackets, else zero.
  var opener: UInt8 = 0
  /// How many quotes close it.
  var quotes = 1
  /// Number signs around it (Swift, Rust), or dollars before it (C#).
  var signs = 0
  /// Whether a backslash stands for itself.
  var isRaw = false
  /// Whether a doubled quote stands for one.
  var doublesQuotes = false
  /// Whether it ends at the end of the line, closed or not.
  var endsAtLine = false
  /// How many format specifications the text stands in.
  var formats = 0
  /// How many brackets like `opener` are open in the text.
  var nesting = 0
  /// Where the text of a heredoc ends; zero for others.
  var limit = 0
  var flags: Token.Flags = []
}
