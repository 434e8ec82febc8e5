/// Text with variables as in shells, Dockerfiles and compose files.
public enum VariableText {
  /// Longest result.
  private static let limit = 65_536

  /// The text with `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME-default}` replaced. A variable
  /// that has neither a value nor a default stays as written.
  public static func expand(_ text: String, _ values: [String: String]) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$"), result.utf8.count <= limit {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.first == "{", let close = rest.firstIndex(of: "}") {
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        result += value(of: inner, values) ?? "${\(inner)}"
        rest = rest[rest.index(after: close)...]
      } else {
        let name = rest.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
        result += values[String(name)] ?? "$\(name)"
        rest = rest[name.endIndex...]
      }
    }
    return result + rest
  }

  /// The default of a text that is one variable as a whole, as shells and Java write it: `${NAME:-value}`,
  /// `${NAME=value}`, `${NAME:value}`; any other text as it is.
  public static func defaultValue(of text: String) -> String {
    guard text.hasPrefix("${"), text.hasSuffix("}"),
      let sign = text.firstIndex(where: { $0 == ":" || $0 == "=" })
    else { return text }
    let value = text[text.index(after: sign)...].dropLast()
    guard text[sign] == ":", let first = value.first, first == "-" || first == "=" else {
      return unquoted(value)
    }
    return unquoted(value.dropFirst())
  }

  /// A default without the quotes around it: `${MODEL:-"meta/llama3"}`.
  private static func unquoted(_ text: Substring) -> String {
    guard text.count > 1, let quote = text.first, quote == "\"" || quote == "'", text.last == quote
    else { return String(text) }
    return String(text.dropFirst().dropLast())
  }

  private static func value(of inner: Substring, _ values: [String: String]) -> String? {
    let name = inner.prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let rest = inner[name.endIndex...]
    if let known = values[String(name)] { return known }
    if rest.hasPrefix(":-") { return unquoted(rest.dropFirst(2)) }
    if rest.hasPrefix("-") { return unquoted(rest.dropFirst()) }
    return nil
  }
}
