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

  /// The parts of module and path; a module written as a path is one.
  var parts: [String] {
    module.contains("/") ? [module] + path : module.split(separator: ".").map(String.init) + path
  }

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

/// A name of the catalogue, to be compared with symbols from its end.
struct SymbolPattern: Sendable {
  private struct Module: Sendable {
    let text: String
    let isPrefix: Bool

    init(_ pattern: String) {
      isPrefix = pattern.hasSuffix("*")
      text = isPrefix ? String(pattern.dropLast()) : pattern
    }

    func matches(_ name: String) -> Bool {
      guard name.hasPrefix(text) else { return false }
      if isPrefix || name.utf8.count == text.utf8.count { return true }
      let next = name.utf8[name.utf8.index(name.utf8.startIndex, offsetBy: text.utf8.count)]
      return next == UInt8(ascii: ".") || next == UInt8(ascii: "/") || next == UInt8(ascii: ":")
        || next == UInt8(ascii: "\\")
    }
  }

  private let modules: [Module]
  private let names: [String]
  private let exceptions: [String]

  init(modules: [String], name: String, exceptions: [String]) {
    self.modules = modules.map(Module.init)
    names = name.split(separator: ".").map(String.init)
    self.exceptions = exceptions
  }

  /// The last name; nil where it may be one of many.
  var lastName: String? { names.last.flatMap { $0.contains("*") ? nil : $0 } }

  /// The first of several names: a class, of members or methods of it.
  var root: String? {
    guard names.count > 1, let first = names.first, !first.contains("*") else { return nil }
    return first
  }

  /// Whether its names live in a module.
  func isOf(module: String) -> Bool { modules.contains { $0.matches(module) } }

  /// The first module that is written out.
  var home: String? { (modules.first { !$0.isPrefix } ?? modules.first)?.text }

  /// How exactly it names: whole names before patterns, longer before shorter, then longer modules.
  func specificity(for symbol: SymbolName) -> Int {
    let module = modules.filter { matches(symbol, $0) }.map(\.text.utf8.count).max() ?? 0
    let plain = names.count { !$0.contains("*") }
    return (plain == names.count ? 100_000 : 0) + plain * 10_000 + names.count * 1_000 + module
  }

  func matches(_ symbol: SymbolName) -> Bool { modules.contains { matches(symbol, $0) } }

  private func matches(_ symbol: SymbolName, _ module: Module) -> Bool {
    let parts = symbol.parts[...]
    guard parts.count > names.count else { return false }
    for (part, name) in zip(parts.suffix(names.count), names) {
      guard name.contains("*") ? Wildcard.matches(part, name) : part == name else { return false }
    }
    if let last = parts.last, exceptions.contains(where: { Wildcard.matches(last, $0) }) {
      return false
    }
    return module.matches(parts.dropLast(names.count).joined(separator: "."))
  }
}
