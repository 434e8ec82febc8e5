import Estate
import Formats

/// What a thing of the code is known by, wherever it is mentioned.
enum ThingKey: Hashable, Sendable {
  /// Made by a call, or a literal.
  case place(CodePlace)
  case function(unit: Int, index: Int)
  case definition(unit: Int, index: Int)
}

/// A construct of the catalogue met in the code.
struct Occurrence {
  var construct: Construct
  let symbol: SymbolName
  /// The call first, then others that make the same thing: a decorator, and what its function gives.
  var calls: [CodeCall]
  var key: ThingKey
  let line: Int
  /// The class of the repository that a call makes an instance of.
  var madeOf: ThingKey?
  /// The file of the call, where a function of the repository makes the thing.
  var site: SourceUnit?
  /// The function that a decorator was applied to by hand.
  var appliedTo: Meaning?
  /// All the names that what is called may go by, where it is one of several.
  var alternatives: [SymbolName] = []
  /// What the thing is called where neither the code nor the catalogue says so.
  var title: String?
  /// Functions that do its work, beside those that it is given.
  var handlers: [Meaning] = []
  /// The function, class or file that is the thing.
  var scope: Scope?

  var unit: SourceUnit { site ?? calls[0].unit }
}
