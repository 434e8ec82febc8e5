/// Names of modules by their first part, to tell quickly whether any of many concerns an import.
struct ModuleNames: Sendable {
  private var byRoot: [Substring: [String]] = [:]
  /// Beginnings of names, where the first part itself is open: `langchain*`.
  private var beginnings: [String] = []

  init(_ names: Set<String>) {
    for name in names.sorted() {
      let root = Self.root(name)
      if root.hasSuffix("*") {
        beginnings.append(String(root.dropLast()))
      } else {
        byRoot[root, default: []].append(name)
      }
    }
  }

  /// Whether a module is one of the names, holds one or is within one.
  func concerns(_ module: String) -> Bool {
    if beginnings.contains(where: module.hasPrefix) { return true }
    return (byRoot[Self.root(module)] ?? []).contains { name in
      if name.hasSuffix("*") { return module.hasPrefix(name.dropLast()) }
      let isLonger = module.utf8.count > name.utf8.count
      let (long, short) = isLonger ? (module, name) : (name, module)
      guard long.hasPrefix(short) else { return false }
      let next = long.utf8.dropFirst(short.utf8.count).first
      return next.map(Self.isSeparator) ?? true
    }
  }

  /// The first part of a name.
  static func root(_ name: String) -> Substring {
    let end = name.utf8.firstIndex(where: isSeparator) ?? name.endIndex
    // A leading separator, as of `node:` or a relative path, is no part of its own.
    return end == name.startIndex ? name[...] : name[..<end]
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "\\")
  }
}
