/// A git repository as package managers name it, with the reference asked for.
struct GitReference {
  /// Host and path, such as `github.com/org/name`.
  let repository: String
  let reference: String?

  /// `github:org/name#ref`, `org/name`, `git+https://host/org/name.git#ref`, `git@host:org/name`.
  init?(npm text: String) {
    let parts = text.split(separator: "#", maxSplits: 1)
    guard let first = parts.first else { return nil }
    let reference = parts.count > 1 ? String(parts[1]) : nil
    let hosts = ["github": "github.com", "gitlab": "gitlab.com", "bitbucket": "bitbucket.org"]
    if let colon = first.firstIndex(of: ":"), let host = hosts[String(first[..<colon])] {
      self.init("\(host)/\(first[first.index(after: colon)...])", reference)
      return
    }
    let isShort =
      !first.hasPrefix("@") && !first.hasPrefix(".") && !first.hasPrefix("/")
      && !first.hasPrefix("~") && first.filter { $0 == "/" }.count == 1 && !first.contains(":")
      && !first.contains("@") && !first.contains("\\")
    if isShort {
      self.init("github.com/\(first)", reference)
      return
    }
    self.init(address: String(first), reference)
  }

  /// `git+https://host/org/name@ref#subdirectory=…`.
  init?(python text: String) {
    guard text.hasPrefix("git+") else { return nil }
    var address = text.prefix { $0 != "#" }
    var reference: String?
    if let slash = address.lastIndex(of: "/"), let at = address[slash...].firstIndex(of: "@") {
      reference = String(address[address.index(after: at)...])
      address = address[..<at]
    }
    self.init(address: String(address), reference)
  }

  private init?(address text: String, _ reference: String?) {
    var rest = text[...]
    let isGit = rest.hasPrefix("git+") || rest.hasSuffix(".git") || rest.hasPrefix("git://")
    if rest.hasPrefix("git+") { rest = rest.dropFirst(4) }
    if let scheme = rest.firstRange(of: "://") {
      guard isGit else { return nil }
      rest = rest[scheme.upperBound...]
    } else if !rest.hasPrefix("git@") {
      return nil
    }
    if let at = rest.prefix(while: { $0 != "/" }).lastIndex(of: "@") {
      rest = rest[rest.index(after: at)...]
    }
    self.init(String(rest.replacing(":", with: "/")), reference)
  }

  private init?(_ path: String, _ reference: String?) {
    var path = path[...]
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    while path.hasSuffix("/") { path = path.dropLast() }
    guard PackageReference.isName(path, "-._~") else { return nil }
    repository = String(path)
    self.reference = reference
  }

  var program: LaunchedProgram {
    let isCommit = reference.map { $0.utf8.count == 40 && $0.allSatisfy(\.isHexDigit) } ?? false
    return LaunchedProgram(
      .git(repository), version: reference, pin: isCommit ? .digest : .unpinned)
  }
}
