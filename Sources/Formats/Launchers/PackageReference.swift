/// Reads what people write to name a package, an image or a repository, with the version asked for.
enum PackageReference {
  /// `@scope/name@1.2.3`, `name@latest`, `github:org/name#ref`, `https://…/x.tgz`; nil for a path.
  static func npm(_ text: String) -> LaunchedProgram? {
    let text = text.hasPrefix("npm:") ? String(text.dropFirst(4)) : text
    if let git = GitReference(npm: text) { return git.program }
    if text.contains("://") { return LaunchedProgram(.address(text), pin: .unpinned) }
    var name = text[...]
    var version: String?
    if let at = text.dropFirst().lastIndex(of: "@") {
      name = text[..<at]
      version = String(text[text.index(after: at)...])
    }
    guard isName(name, "-._~"), !name.isEmpty else { return nil }
    return LaunchedProgram(
      .package(ecosystem: "npm", name: name.lowercased()), version: nonEmpty(version),
      pin: semanticPin(version))
  }

  /// `name[extra]==1.2`, `name@1.2`, `git+https://…`; nil for a path.
  static func pypi(_ text: String) -> LaunchedProgram? {
    var text = text[...]
    if let at = text.firstRange(of: " @ ") { text = text[at.upperBound...] }
    if let git = GitReference(python: String(text)) { return git.program }
    if text.contains("://") { return LaunchedProgram(.address(String(text)), pin: .unpinned) }
    let name = text.prefix { $0 != "[" && !"=<>!~@ ;".contains($0) }
    var rest = text.dropFirst(name.count)
    if rest.first == "[" { rest = rest.drop { $0 != "]" }.dropFirst() }
    let version = rest.filter { $0 != " " }
    guard isName(name, "-._"), !name.contains("/"), name.first != "." else { return nil }
    let origin = LaunchedProgram.Origin.package(ecosystem: "pypi", name: normalized(name))
    if version.isEmpty { return LaunchedProgram(origin, pin: .unpinned) }
    let exact = ["===", "==", "@"].first { version.hasPrefix($0) }
    guard let exact, !version.contains("*"), !version.contains(",") else {
      return LaunchedProgram(origin, version: version, pin: .range)
    }
    let number = String(version.dropFirst(exact.count))
    let isNumber = DottedVersion(number) != nil
    return LaunchedProgram(origin, version: number, pin: isNumber ? .exact : .unpinned)
  }

  /// `registry/path:tag@sha256:…`; nil where it is no image.
  static func image(_ text: String) -> LaunchedProgram? {
    var name = text[...]
    var version: String?
    var pin = LaunchedProgram.Pin.unpinned
    if let at = name.firstIndex(of: "@") {
      version = String(name[name.index(after: at)...])
      name = name[..<at]
      pin = .digest
    }
    let last = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    if let colon = name[last...].firstIndex(of: ":") {
      if version == nil {
        let tag = String(name[name.index(after: colon)...])
        version = tag
        pin = tag.contains(".") && DottedVersion(tag) != nil ? .exact : .unpinned
      }
      name = name[..<colon]
    }
    for prefix in ["docker.io/library/", "docker.io/", "index.docker.io/"]
    where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
    }
    guard isName(name, "-._:"), name.first?.isLetter == true || name.first?.isNumber == true else {
      return nil
    }
    return LaunchedProgram(.image(name.lowercased()), version: version, pin: pin)
  }

  /// `github.com/org/name/cmd@v1.2.3`; nil for a folder.
  static func go(_ text: String) -> LaunchedProgram? {
    let parts = text.split(separator: "@", maxSplits: 1)
    guard let path = parts.first, path.first != ".", path.first != "/",
      path.prefix(while: { $0 != "/" }).contains("."), path.contains("/"), isName(path, "-._~")
    else { return nil }
    let version = parts.count > 1 ? String(parts[1]) : nil
    return LaunchedProgram(
      .package(ecosystem: "golang", name: String(path)), version: version,
      pin: semanticPin(version))
  }

  /// PEP 503.
  static func normalized(_ name: some StringProtocol) -> String {
    name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
  }

  static func semanticPin(_ version: String?) -> LaunchedProgram.Pin {
    guard let version, let first = version.drop(while: { $0 == "=" || $0 == "v" }).first else {
      return .unpinned
    }
    if first.isNumber {
      let core = version.prefix { $0 != "-" && $0 != "+" }
      let isWhole = core.filter({ $0 == "." }).count == 2 && DottedVersion(version) != nil
      return isWhole && !version.contains(" ") ? .exact : .range
    }
    return "^~<>*xX".contains(first) ? .range : .unpinned
  }

  static func isName(_ text: some StringProtocol, _ others: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 256
      && text.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "/" || $0 == "@"
            || others.unicodeScalars.contains($0))
      }
  }

  private static func nonEmpty(_ text: String?) -> String? { text == "" ? nil : text }
}
