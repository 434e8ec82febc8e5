import Formats

/// The full name of something that code refers to: a module as imports write it, and names within.
/// `langchain_openai` and `ChatOpenAI`; `@ai-sdk/openai` and `openai`; of methods the type and then the
/// members.
struct SymbolName: Hashable, Sendable, CustomStringConvertible {
  let module: String
  let path: [String]

  init(_ module: String, _ path: [String]) {
    self.module = module
    self.path = path
  }

  func member(_ name: String) -> SymbolName { SymbolName(module, path + [name]) }

  /// The last part: what people call it.
  var last: String {
    path.last ?? module.split(whereSeparator: { "./:\\".contains($0) }).last.map(String.init)
      ?? module
  }

  /// What people call what it makes: the type where it is a method of one, such as `builder`.
  var typeName: String {
    guard path.count > 1, let name = path.last, let type = path.dropLast().last,
      type.first?.isUppercase == true,
      name.first?.isLowercase == true || Self.makers.contains(name)
    else { return last }
    return type
  }

  private static let makers: Set<String> = ["Create", "CreateAsync", "New"]

  var description: String { ([module] + path).joined(separator: ".") }
}

/// A symbol taken apart, to be compared with many patterns.
struct SymbolParts {
  /// All parts, joined by dots.
  let text: String
  /// The parts of module and path; a module written as a path is one.
  let parts: [Substring]

  init(_ symbol: SymbolName) {
    let isPath = symbol.module.utf8.contains(UInt8(ascii: "/"))
    let module =
      isPath
      ? [symbol.module[...]]
      : symbol.module.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    var text = ""
    for part in module { text += text.isEmpty ? part : "." + part }
    for (index, part) in symbol.path.enumerated() {
      if index > 0 || !module.isEmpty { text += "." }
      text += part
    }
    var (parts, start): ([Substring], String.Index) = ([], text.startIndex)
    parts.reserveCapacity(module.count + symbol.path.count)
    let counts = module.map { $0.utf8.count } + symbol.path.map { $0.utf8.count }
    for count in counts {
      let end = text.utf8.index(start, offsetBy: count)
      parts.append(text[start..<end])
      start = end < text.endIndex ? text.utf8.index(after: end) : end
    }
    (self.text, self.parts) = (text, parts)
  }

  /// The text of the parts but the last so many.
  func withoutLast(_ count: Int) -> Substring { text[..<parts[parts.count - count - 1].endIndex] }
}

/// A name of the catalogue, to be compared with symbols from its end.
final class SymbolPattern: Sendable {
  /// A module as the catalogue writes it, which the names of an entry share.
  struct Module: Sendable {
    let text: String
    let isPrefix: Bool

    init(_ pattern: String) {
      isPrefix = pattern.hasSuffix("*")
      text = isPrefix ? String(pattern.dropLast()) : pattern
    }

    func matches(_ name: Substring) -> Bool {
      guard name.utf8.starts(with: text.utf8) else { return false }
      if isPrefix || name.utf8.count == text.utf8.count { return true }
      let next = name.utf8[name.utf8.index(name.utf8.startIndex, offsetBy: text.utf8.count)]
      return next == UInt8(ascii: ".") || next == UInt8(ascii: "/") || next == UInt8(ascii: ":")
        || next == UInt8(ascii: "\\")
    }
  }

  private let modules: [Module]
  private let names: [Substring]
  /// A bit for each of the names that stands for many.
  private let open: UInt64
  private let exceptions: [String]

  convenience init(modules: [String], name: String, exceptions: [String]) {
    self.init(modules: modules.map(Module.init), name: name, exceptions: exceptions)
  }

  init(modules: [Module], name: String, exceptions: [String]) {
    self.modules = modules
    names = name.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    var open: UInt64 = 0
    for (index, name) in names.enumerated() where name.utf8.contains(UInt8(ascii: "*")) {
      open |= 1 << UInt64(index)
    }
    self.open = open
    self.exceptions = exceptions
  }

  private func isOpen(_ index: Int) -> Bool { open & 1 << UInt64(index) != 0 }

  /// The last name; nil where it may be one of many.
  var lastName: String? { names.last.flatMap { $0.contains("*") ? nil : String($0) } }

  /// The first of several names: a class, of members or methods of it.
  var root: String? {
    guard names.count > 1, let first = names.first, !first.contains("*") else { return nil }
    return String(first)
  }

  /// Whether its names live in a module.
  func isOf(module: String) -> Bool { modules.contains { $0.matches(module[...]) } }

  /// The first module that is written out.
  var home: String? { (modules.first { !$0.isPrefix } ?? modules.first)?.text }

  /// First parts of its modules, as `SymbolRoots` knows them; nil where one is open.
  var moduleRoots: Set<Substring>? {
    let roots = modules.map { ModuleNames.root($0.text) }
    let isOpen = zip(modules, roots).contains { $0.isPrefix && $0.text.utf8.count == $1.utf8.count }
    return isOpen ? nil : Set(roots)
  }

  /// How exactly it names: whole names before patterns, longer before shorter, then longer modules.
  func specificity(for symbol: SymbolParts) -> Int {
    let rest = symbol.withoutLast(names.count)
    let module = modules.filter { $0.matches(rest) }.map(\.text.utf8.count).max() ?? 0
    let plain = names.count - open.nonzeroBitCount
    return (plain == names.count ? 100_000 : 0) + plain * 10_000 + names.count * 1_000 + module
  }

  func matches(_ symbol: SymbolName) -> Bool { matches(SymbolParts(symbol)) }

  /// Whether the last part is a method of a class: who means any name of a module means none of these.
  private static func isMethod(_ parts: [Substring]) -> Bool {
    guard parts.count > 1 else { return false }
    return parts[parts.count - 1].first?.isLowercase == true
      && parts[parts.count - 2].first?.isUppercase == true
  }

  func matches(_ symbol: SymbolParts) -> Bool {
    let parts = symbol.parts
    guard parts.count > names.count else { return false }
    let first = parts.count - names.count
    for index in names.indices where !isOpen(index) && parts[first + index] != names[index] {
      return false
    }
    let rest = symbol.withoutLast(names.count)
    guard modules.contains(where: { $0.matches(rest) }) else { return false }
    for index in names.indices
    where isOpen(index) && !Wildcard.matches(parts[first + index], names[index]) {
      return false
    }
    if names.count == 1, names[0] == "*", Self.isMethod(parts) { return false }
    return !exceptions.contains { Wildcard.matches(parts[parts.count - 1], $0) }
  }
}
