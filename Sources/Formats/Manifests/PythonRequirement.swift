/// A requirement as PEP 508 writes it: `name[extra]>=1; marker` or `name @ url`.
struct PythonRequirement {
  var name: String
  var extras: [String] = []
  var specifier: String?
  var source = DeclaredDependency.Source.registry

  /// Nil where the text does not start with a name.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    var index = 0
    func skipSpace() { while index < bytes.count, bytes[index] <= 0x20 { index += 1 } }
    skipSpace()
    let start = index
    while index < bytes.count, Self.isName(bytes[index]) { index += 1 }
    guard index > start, Byte.isLetter(bytes[start]) || Byte.isDigit(bytes[start]) else {
      return nil
    }
    name = String(decoding: bytes[start..<index], as: UTF8.self)
    skipSpace()
    if index < bytes.count, bytes[index] == Byte.openBracket {
      guard let end = bytes[index...].firstIndex(of: Byte.closeBracket) else { return nil }
      extras = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
        .split(separator: ",").map(\.trimmed)
      index = end + 1
      skipSpace()
    }
    if index < bytes.count, bytes[index] == 0x40 {
      let url = String(decoding: bytes[(index + 1)...], as: UTF8.self).trimmed
      source = Self.source(of: url)
      specifier = "@ \(url.prefix { !$0.isWhitespace })"
      return
    }
    let rest = String(decoding: bytes[index...].prefix { $0 != 0x3B }, as: UTF8.self).trimmed
    guard !rest.isEmpty else { return }
    guard let first = rest.utf8.first, Array("<>=!~(".utf8).contains(first) else { return nil }
    specifier = rest.hasPrefix("(") ? rest.filter { $0 != "(" && $0 != ")" }.trimmed : rest
  }

  /// The version that `==` or `===` asks for, alone or beside others.
  var version: String? { specifier.flatMap(Self.exactVersion) }

  static func exactVersion(_ specifier: String) -> String? {
    for part in specifier.split(separator: ",") {
      let text = part.trimmed
      guard text.hasPrefix("==") else { continue }
      let version = text.drop { $0 == "=" }.trimmed
      if !version.isEmpty, !version.contains("*") { return version }
    }
    return nil
  }

  /// What a bare address installs: it names the package behind `egg=`; a repository goes by its own name, a wheel
  /// by its file. Nil for what tells no name.
  static func dependency(at address: String, line: Int) -> DeclaredDependency? {
    let source = source(of: address)
    let path = address.prefix { $0 != "#" && $0 != "?" }
    guard let last = path.split(separator: "/").last else { return nil }
    var name = last.prefix { $0 != "@" }
    if let egg = address.firstRange(of: "egg=") {
      name = address[egg.upperBound...].prefix { !"&[#".contains($0) }
    } else if name.hasSuffix(".whl") {
      name = name.prefix { $0 != "-" }
    } else if source == .git {
      if name.hasSuffix(".git") { name = name.dropLast(4) }
    } else {
      return nil
    }
    return DeclaredDependency(
      ecosystem: .pypi, name: String(name), requirement: "@ \(address)", line: line,
      source: source)
  }

  static func source(of url: String) -> DeclaredDependency.Source {
    if url.hasPrefix("git+") || url.hasSuffix(".git") { return .git }
    if url.hasPrefix("file:") || url.hasPrefix(".") || url.hasPrefix("/") { return .path }
    return .url
  }

  private static func isName(_ byte: UInt8) -> Bool {
    Byte.isLetter(byte) || Byte.isDigit(byte) || [0x2D, 0x2E, 0x5F].contains(byte)
  }

  func dependency(line: Int, group: String? = nil, isDevelopment: Bool = false)
    -> DeclaredDependency
  {
    DeclaredDependency(
      ecosystem: .pypi, name: name, requirement: specifier, version: version, line: line,
      group: group, isDevelopment: isDevelopment, extras: extras, source: source)
  }
}
