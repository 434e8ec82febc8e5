/// A package of npm with what is asked of its version: `@scope/name@^1.0.0`, `name@1.2.3/path`.
struct NpmSpecifier {
  let name: String
  /// Nil where any version will do.
  let requirement: String?

  init?(_ text: some StringProtocol) {
    let start = text.hasPrefix("@") ? text.index(after: text.startIndex) : text.startIndex
    let at = text[start...].firstIndex(of: "@")
    let name = at.map { text[..<$0] } ?? text[...]
    // A path within the package is none of its name.
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let kept = parts.prefix(name.hasPrefix("@") ? 2 : 1)
    guard let last = kept.last, !last.isEmpty, name.hasPrefix("@") == (kept.count == 2) else {
      return nil
    }
    self.name = kept.joined(separator: "/")
    requirement = at.map {
      String(text[text.index(after: $0)...].prefix { $0 != "/" && $0 != "(" && $0 != "_" })
    }
  }
}
