/// The packages that a command line installs: `pip install`, `uv add`, `conda install`, `npm install`.
public enum InstallCommand {
  /// The packages in the order written; none where the command installs nothing.
  ///
  /// - Parameters:
  ///   - words: the command, quotes removed.
  ///   - line: given to each.
  public static func dependencies(_ words: [String], line: Int) -> [DeclaredDependency] {
    var rest = words.drop { isPrefix($0) }
    guard let first = rest.popFirst() else { return [] }
    var program = String(first.split(separator: "/").last ?? "")
    // `{sys.executable}` is how notebooks call the interpreter that runs them.
    if program.hasPrefix("python") || first.contains("sys.executable") {
      guard let module = rest.firstIndex(of: "-m"), module + 1 < rest.endIndex else { return [] }
      program = rest[module + 1]
      rest = rest[(module + 2)...]
    }
    if program == "uv", rest.first == "pip" { rest = rest.dropFirst() }
    guard let installer = installer(program) else { return [] }
    let start = rest.drop { $0.hasPrefix("-") }
    guard let verb = start.first, installer.verbs.contains(verb) else { return [] }
    return operands(start.dropFirst(), installer.valued).compactMap { installer.read($0, line) }
  }

  private struct Installer {
    let verbs: Set<String>
    /// Options that take the next word.
    let valued: Set<String>
    let read: (String, Int) -> DeclaredDependency?
  }

  private static func installer(_ program: String) -> Installer? {
    switch program {
    case let name where name.hasPrefix("pip") && name.dropFirst(3).allSatisfy { !$0.isLetter }:
      Installer(verbs: ["install"], valued: pipOptions, read: python)
    case "uv": Installer(verbs: ["install", "add"], valued: pipOptions, read: python)
    case "poetry", "pdm", "rye": Installer(verbs: ["add"], valued: pipOptions, read: python)
    case "pipenv", "pipx": Installer(verbs: ["install"], valued: pipOptions, read: python)
    case "conda", "mamba", "micromamba":
      Installer(verbs: ["install", "create"], valued: condaOptions, read: conda)
    case "npm", "pnpm", "yarn", "bun":
      Installer(verbs: ["install", "i", "add"], valued: [], read: node)
    default: nil
    }
  }

  private static let pipOptions: Set<String> = [
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-i", "--index-url",
    "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--src",
    "--upgrade-strategy", "--platform", "--python-version", "--implementation", "--abi", "--proxy",
    "--timeout", "--retries", "--trusted-host", "--cert", "--cache-dir", "--log", "--progress-bar",
    "--global-option", "--config-settings", "-C", "--no-binary", "--only-binary", "--python", "-p",
    "--index", "--extra", "--group", "-G", "--report", "--default-index", "--source",
  ]
  private static let condaOptions: Set<String> = [
    "-c", "--channel", "-n", "--name", "-p", "--prefix", "--file", "--solver",
  ]

  /// `sudo`, `NAME=value` and the like.
  private static func isPrefix(_ word: String) -> Bool {
    ["sudo", "exec", "time", "env", "-H", "-E", "&&", "then", "do", "if", "!"].contains(word)
      || word.first?.isLetter == true && word.contains("=") && !word.contains("==")
  }

  /// The words that are neither options nor their values, up to a redirection or comment.
  private static func operands(
    _ words: ArraySlice<String>, _ valued: Set<String>
  ) -> [String] {
    var operands: [String] = []
    var rest = words
    while let word = rest.popFirst() {
      if word.hasPrefix("#") || word.hasPrefix(">") || word.hasPrefix("<") || word == "2>" { break }
      if word.hasPrefix("-") {
        guard valued.contains(word) else { continue }
        let value = rest.popFirst()
        if word == "-e" || word == "--editable", let value { operands.append(value) }
      } else {
        operands.append(word)
      }
    }
    return operands
  }

  // MARK: Operands

  private static func python(_ word: String, _ line: Int) -> DeclaredDependency? {
    if word.contains("://"), !word.contains(" @ "), !word.contains("@ ") {
      return PythonRequirement.dependency(at: word, line: line)
    }
    guard let requirement = PythonRequirement(withoutVariables(word)),
      requirement.specifier?.hasSuffix(">") != true
    else { return nil }
    return requirement.dependency(line: line)
  }

  /// `transformers=={version}` asks for a version that is not known here.
  private static func withoutVariables(_ word: String) -> String {
    guard word.contains("{") || word.contains("$") else { return word }
    return String(word.prefix { !"=<>!~{$ ".contains($0) })
  }

  private static func conda(_ word: String, _ line: Int) -> DeclaredDependency? {
    CondaEnvironment.dependency(withoutVariables(word), line: line)
  }

  /// `name@range`, `@scope/name@range`
  private static func node(_ word: String, _ line: Int) -> DeclaredDependency? {
    guard !word.hasPrefix("."), !word.hasPrefix("/"), !word.contains("://") else { return nil }
    let at = word.dropFirst().lastIndex(of: "@")
    let name = at.map { word[..<$0] } ?? word[...]
    let requirement = at.map { String(word[word.index(after: $0)...]) }
    let isExact =
      requirement?.first?.isNumber == true
      && requirement?.split(separator: ".").count ?? 0 > 2
    return DeclaredDependency(
      ecosystem: .npm, name: String(name), requirement: requirement,
      version: isExact ? requirement : nil, line: line)
  }
}
