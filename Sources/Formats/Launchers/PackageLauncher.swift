/// Finds what a command line starts in the end: the package behind `npx`, `uvx` or `docker run`, the
/// script behind `node`, what a shell is told to run.
public struct PackageLauncher: Sendable {
  private let launchers: [String: [Launcher]]
  /// Launchers within launchers that are followed.
  private static let depthLimit = 6

  public init(_ launchers: [Launcher]) {
    var byProgram: [String: [Launcher]] = [:]
    for launcher in launchers {
      for program in launcher.programs { byProgram[program, default: []].append(launcher) }
    }
    self.launchers = byProgram
  }

  /// What a program with its arguments starts.
  public func program(startedBy words: [String]) -> LaunchedProgram {
    start(words[...], depth: 0)
  }

  private func start(_ words: ArraySlice<String>, depth: Int) -> LaunchedProgram {
    guard let first = words.first else { return LaunchedProgram(.local(""), pin: .local) }
    let fallback = LaunchedProgram(.local(first), pin: .local, operands: Array(words.dropFirst()))
    guard depth < Self.depthLimit else { return fallback }
    for launcher in launchers[Self.programName(first)] ?? [] {
      guard let rest = launcher.afterSubcommand(words.dropFirst()) else { continue }
      let arguments = LauncherArguments(rest, of: launcher)
      guard var found = resolve(arguments, launcher, Self.programName(first), depth) else {
        continue
      }
      found.options = arguments.options + found.options
      return found
    }
    return fallback
  }

  private func resolve(
    _ arguments: LauncherArguments, _ launcher: Launcher, _ name: String, _ depth: Int
  ) -> LaunchedProgram? {
    if let script = arguments.script {
      return shell(script, isEncoded: arguments.isEncoded, name, launcher, depth)
    }
    if let module = arguments.module {
      return LaunchedProgram(.module(module), pin: .local, operands: arguments.operands)
    }
    let operand = arguments.operands.first
    let others = Array(arguments.operands.dropFirst())
    var found: LaunchedProgram?
    switch launcher.takes {
    case .package:
      guard let wanted = arguments.packages.first ?? operand else { return nil }
      if arguments.packages.isEmpty, isRunner(wanted) {
        return start(arguments.operands[...], depth: depth + 1)
      }
      found =
        launcher.ecosystem == "pypi"
        ? PackageReference.pypi(wanted) : PackageReference.npm(wanted)
      if found == nil { found = LaunchedProgram(.local(wanted), pin: .local) }
    case .image: found = operand.flatMap(PackageReference.image)
    case .module:
      found = operand.map {
        PackageReference.go($0) ?? LaunchedProgram(.local($0), pin: .local)
      }
    case .specifier: found = operand.map(Self.specifier)
    case .script: found = operand.map(Self.script)
    case .project: return project(arguments, depth)
    case .command:
      return arguments.operands.isEmpty ? nil : start(arguments.operands[...], depth: depth + 1)
    case .shell:
      // A script file, or nothing: the shell reads its input.
      guard let operand else { return nil }
      found = LaunchedProgram(.local(operand), pin: .local)
    }
    found?.operands = others
    return found
  }

  /// `uv run`: a script of the project, or a command that an added package provides.
  private func project(_ arguments: LauncherArguments, _ depth: Int) -> LaunchedProgram? {
    guard let operand = arguments.operands.first else { return nil }
    let others = Array(arguments.operands.dropFirst())
    if isRunner(operand) { return start(arguments.operands[...], depth: depth + 1) }
    if !operand.hasSuffix(".py") {
      for package in arguments.packages {
        guard var found = PackageReference.pypi(package),
          case .package(_, let name) = found.origin, name == PackageReference.normalized(operand),
          !others.contains(where: { $0.hasSuffix(".py") || $0.contains(".py:") })
        else { continue }
        found.operands = others
        return found
      }
      if let script = others.first(where: { $0.hasSuffix(".py") || $0.contains(".py:") }) {
        return LaunchedProgram(.local(script), pin: .local, operands: others)
      }
    }
    return LaunchedProgram(.local(operand), pin: .local, operands: others)
  }

  private func shell(
    _ script: [String], isEncoded: Bool, _ name: String, _ launcher: Launcher, _ depth: Int
  ) -> LaunchedProgram? {
    guard let first = script.first else { return nil }
    // A POSIX shell takes one argument as the script; the others take all that follows.
    let takesOne =
      launcher.takes != .shell || launcher.commandOptions == ["-c"] || script.count == 1
    let text = takesOne ? first : script.joined(separator: " ")
    let parsed = ShellScript(text)
    let commands = takesOne || parsed.combinesCommands ? parsed.commands : [script]
    let use = ShellUse(
      program: name, combinesCommands: parsed.combinesCommands, isEncoded: isEncoded,
      programs: commands.prefix(64).compactMap { $0.first.map(Self.programName) })
    var chosen = LaunchedProgram(.local(isEncoded ? name : first), pin: .local)
    if !isEncoded {
      for command in commands.prefix(64) {
        let found = start(command[...], depth: depth + 1)
        chosen = found
        if found.pin != .local { break }
      }
    }
    if launcher.takes == .shell { chosen.shell = use }
    return chosen
  }

  private func isRunner(_ word: String) -> Bool {
    launchers[Self.programName(word)]?.contains {
      $0.takes == .script || $0.takes == .command
    } ?? false
  }

  private static func specifier(_ text: String) -> LaunchedProgram {
    if text.hasPrefix("npm:"), let found = PackageReference.npm(text) { return found }
    if text.hasPrefix("jsr:"), var found = PackageReference.npm(String(text.dropFirst(4))),
      case .package(_, let name) = found.origin
    {
      found.origin = .package(ecosystem: "jsr", name: name)
      return found
    }
    if text.contains("://") { return LaunchedProgram(.address(text), pin: .unpinned) }
    return LaunchedProgram(.local(text), pin: .local)
  }

  /// A script of an installed package is that package.
  private static func script(_ text: String) -> LaunchedProgram {
    let parts = text.split { $0 == "/" || $0 == "\\" }
    if let modules = parts.lastIndex(of: "node_modules"), modules + 1 < parts.count {
      let next = parts[modules + 1]
      let isScoped = next.hasPrefix("@") && modules + 2 < parts.count
      let name = isScoped ? "\(next)/\(parts[modules + 2])" : String(next)
      if !next.hasPrefix("."), var found = PackageReference.npm(name) {
        found.pin = .local
        return found
      }
    }
    return LaunchedProgram(.local(text), pin: .local)
  }

  /// Last part of a path, without the endings that Windows adds.
  private static func programName(_ path: String) -> String {
    var name = path.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
    for ending in [".exe", ".cmd", ".bat", ".ps1"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name
  }
}
