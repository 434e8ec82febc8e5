/// The arguments of one launcher, told apart.
struct LauncherArguments {
  private(set) var options: [LauncherOption] = []
  /// Values of the options that name packages.
  private(set) var packages: [String] = []
  private(set) var module: String?
  /// Words after the option that hands over to a shell.
  private(set) var script: [String]?
  private(set) var isEncoded = false
  /// The first operand and all that follows it.
  private(set) var operands: [String] = []

  init(_ words: ArraySlice<String>, of launcher: Launcher) {
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        operands = Array(rest)
        return
      }
      if launcher.takes == .shell || launcher.commandOptions.contains(word) {
        if Self.handsOver(word, launcher) {
          script = Array(rest)
          return
        }
        if launcher.encodedOptions.contains(word) {
          isEncoded = true
          script = Array(rest)
          return
        }
      }
      guard word.hasPrefix("-"), word.utf8.count > 1 else {
        if launcher.takes == .command, Self.isAssignment(word) { continue }
        operands = [word] + rest
        return
      }
      var name = word
      var value: String?
      if word.hasPrefix("--"), let equals = word.firstIndex(of: "=") {
        name = String(word[..<equals])
        value = String(word[word.index(after: equals)...])
      }
      if launcher.moduleOptions.contains(name) {
        module = value ?? rest.popFirst()
        operands = Array(rest)
        return
      }
      let takesValue =
        launcher.packageOptions.contains(name) || launcher.flagsWithValue.contains(name)
      if takesValue, value == nil { value = rest.popFirst() }
      if launcher.packageOptions.contains(name), let value { packages.append(value) }
      options.append(LauncherOption(name, value))
    }
  }

  /// `-c`, and for shells also `-lc` and the like.
  private static func handsOver(_ word: String, _ launcher: Launcher) -> Bool {
    if launcher.commandOptions.contains(word) { return true }
    guard launcher.takes == .shell, launcher.commandOptions.contains("-c") else { return false }
    return word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c")
      && word.utf8.count <= 5 && launcher.encodedOptions.isEmpty
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].utf8.allSatisfy {
      $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0 & 0xDF)
    }
  }
}
