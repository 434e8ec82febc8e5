/// The fields of classes of settings, by the variables of the environment that fill them.
/// Source: the settings of pydantic, `SettingsConfigDict(env_prefix="AZURE_OPENAI_")` over `key: str`.
enum SettingsFields {
  struct Field {
    /// In capitals, behind the prefix that the class gives.
    let variable: String
    /// Counted from 1.
    let line: Int
  }

  /// Longest line that is read, in bytes.
  private static let lineLimit = 2000
  /// Longest prefix of variables, in bytes.
  private static let prefixLimit = 64

  static func read(_ bytes: [UInt8]) -> [Field] {
    var found: [Field] = []
    var (prefix, fields): (String, [Field]) = ("", [])
    // The prefix may stand below the fields.
    func close() {
      found += fields.map { Field(variable: prefix + $0.variable, line: $0.line) }
      (prefix, fields) = ("", [])
    }
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      guard line.first == 0x20 || line.first == 0x09 else {
        if line.starts(with: "class ".utf8) { close() }
        continue
      }
      guard line.count < lineLimit else { continue }
      if let given = self.prefix(in: line) { prefix = given }
      if let name = name(in: line) { fields.append(Field(variable: name, line: index + 1)) }
    }
    close()
    return found
  }

  /// The name of a field in capitals; no parameter, and no entry of a dictionary.
  private static func name(in line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: 0x3A), line.last(where: { $0 > 0x20 }) != 0x2C else {
      return nil
    }
    let field = line[..<colon].drop { $0 <= 0x20 }
    guard !field.isEmpty,
      field.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F || isDigit($0) })
    else { return nil }
    return String(decoding: field, as: UTF8.self).uppercased()
  }

  /// The prefix of variables that a line gives: `env_prefix="SHOP_"`.
  private static func prefix(in line: ArraySlice<UInt8>) -> String? {
    guard let mark = line.firstRange(of: Array("env_prefix".utf8)) else { return nil }
    let rest = line[mark.upperBound...].drop { $0 == 0x20 || $0 == 0x3D }
    guard let quote = rest.first, quote == 0x22 || quote == 0x27 else { return nil }
    let name = rest.dropFirst().prefix {
      $0 == 0x5F || isDigit($0) || (0x61...0x7A).contains($0 | 0x20)
    }
    guard !name.isEmpty, name.count <= prefixLimit else { return nil }
    return String(decoding: name, as: UTF8.self).uppercased()
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
