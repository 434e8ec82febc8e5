/// Types scalars by the core schema of YAML 1.2: `no`, `on` and dates are text.
enum YAMLScalar {
  static func content(_ text: String, isPlain: Bool, tag: String?) -> DocumentNode.Content {
    guard let tag else { return isPlain ? resolve(text) : .text(text) }
    switch tag {
    case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
      "tag:yaml.org,2002:null":
      return resolve(text)
    default: return .text(text)
    }
  }

  private static func resolve(_ text: String) -> DocumentNode.Content {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case 0x7E where text == "~": return .null
    case 0x6E, 0x4E: return ["null", "Null", "NULL"].contains(text) ? .null : .text(text)
    case 0x74, 0x54:
      return ["true", "True", "TRUE"].contains(text) ? .boolean(true) : .text(text)
    case 0x66, 0x46:
      return ["false", "False", "FALSE"].contains(text) ? .boolean(false) : .text(text)
    case Byte.plus, Byte.minus, Byte.dot, 0x30...0x39: return number(text) ?? .text(text)
    default: return .text(text)
    }
  }

  private static func number(_ text: String) -> DocumentNode.Content? {
    if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16).map { .integer($0) } }
    if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8).map { .integer($0) } }
    var rest = Array(text.utf8)[...]
    let negative = rest.first == Byte.minus
    if negative || rest.first == Byte.plus { rest = rest.dropFirst() }
    switch String(decoding: rest, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return .number(negative ? -.infinity : .infinity)
    case ".nan", ".NaN", ".NAN": return .number(.nan)
    default: break
    }
    let whole = rest.prefix(while: Byte.isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty, let value = Int(text) { return .integer(value) }
    var fraction = 0
    if rest.first == Byte.dot {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: Byte.isDigit).count
      rest = rest.dropFirst(fraction)
    }
    guard whole.count + fraction > 0 else { return nil }
    if let byte = rest.first, byte | 0x20 == 0x65 {
      rest = rest.dropFirst()
      if rest.first == Byte.plus || rest.first == Byte.minus { rest = rest.dropFirst() }
      let exponent = rest.prefix(while: Byte.isDigit).count
      guard exponent > 0 else { return nil }
      rest = rest.dropFirst(exponent)
    }
    guard rest.isEmpty else { return nil }
    return Double(text.hasSuffix(".") ? text + "0" : text).map { .number($0) }
  }
}
