/// Names of functions as the catalogue writes them, such as `os.getenv`.
struct NameSet: Sendable {
  private let names: Set<String>
  /// The last parts: most names of code end in none of them.
  private let lasts: Set<Substring>
  private let firsts: Set<Substring>

  init(_ names: [String]) {
    self.names = Set(names)
    lasts = Set(names.map { $0.split(separator: ".").last ?? $0[...] })
    firsts = Set(names.map { $0.split(separator: ".").first ?? $0[...] })
  }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Whether a name is the first part of one of them.
  func begins(with name: String) -> Bool { firsts.contains(name[...]) }

  /// Whether a name is the last part of one of them.
  func ends(with name: String) -> Bool { lasts.contains(name[...]) }

  /// Whether they hold a name, whole or by its last two parts.
  func contains(_ symbol: SymbolName) -> Bool {
    guard lasts.contains(symbol.last[...]) else { return false }
    return names.contains(String(symbol.description.drop { $0 == "." }))
      || symbol.path.count > 1 && names.contains(symbol.path.suffix(2).joined(separator: "."))
  }
}
