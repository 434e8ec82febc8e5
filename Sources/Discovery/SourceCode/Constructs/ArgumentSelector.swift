/// Which argument of a construct is meant: `key`, `key.sub`, `"#0"`, `"#0.key"`, `"#*"`, `"*"`, `receiver`,
/// `function`, `type`, `field.x`.
struct ArgumentSelector: Sendable, Hashable {
  enum Place: Sendable, Hashable {
    case named(String)
    case position(Int)
    case allPositions
    /// All, with a name and without; of objects each value.
    case all
    case receiver
    case function
    case type
    case field(String)
  }

  let place: Place
  /// Keys of the value, from outside in.
  let keys: [String]

  /// The argument itself.
  var withoutKeys: ArgumentSelector { ArgumentSelector(place: place, keys: []) }

  private init(place: Place, keys: [String]) {
    self.place = place
    self.keys = keys
  }

  init(_ text: String) {
    var parts = text.split(separator: ".").map(String.init)
    let first = parts.isEmpty ? "" : parts.removeFirst()
    switch first {
    case "receiver": place = .receiver
    case "function": place = .function
    case "type": place = .type
    case "#*": place = .allPositions
    case "*": place = .all
    case "field" where !parts.isEmpty: place = .field(parts.removeFirst())
    default:
      if first.hasPrefix("#"), let index = Int(first.dropFirst()) {
        place = .position(index)
      } else {
        place = .named(first)
      }
    }
    keys = parts
  }

  /// The name of a named argument.
  var name: String? { if case .named(let name) = place { name } else { nil } }
}
