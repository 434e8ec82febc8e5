/// What IPython and Databricks do with a cell whose first line is a magic.
enum ShellMagics {
  enum Use: Equatable {
    /// The rest of the cell is code of the notebook.
    case code
    /// The rest is for a shell, behind what stands on the first line.
    case shell(String)
    /// The rest is for the magic, or code of that language.
    case other(language: String?)
  }

  /// Languages of cells that are shells.
  static let languages: Set<String> = ["bash", "sh", "shell", "shellscript", "zsh", "console"]

  private static let shells: Set<String> = ["bash", "sh", "zsh", "!", "sx", "system", "cmd"]
  /// Magics that run the cell as it is.
  private static let passing: Set<String> = [
    "time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "python", "python3", "px",
    "debug", "snakeviz", "scalene", "heat", "notify", "cache", "local", "spark", "pyspark",
    "wandb", "chime", "pyinstrument", "skip", "tracemalloc", "profile", "filprofile", "autoreload",
  ]
  /// Magics of which each, alone on its line, says the language of the cell in Databricks.
  private static let languageMagics: Set<String> = [
    "sql", "r", "scala", "md", "md-sandbox", "html",
  ]

  /// - Parameter line: the first line of a cell that says something.
  static func use(_ line: String) -> Use? {
    let plain = line.trimmed
    let words = plain.drop { $0 == "%" }.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
    let name = words.first.map(String.init) ?? ""
    let rest = words.count > 1 ? String(words[1]).trimmed : ""
    guard plain.hasPrefix("%%") else {
      switch name {
      case "python": return .code
      case "sh": return .shell(rest)
      case let name where languageMagics.contains(name) && (rest.isEmpty || name.hasPrefix("md")):
        return .other(language: name)
      default: return nil
      }
    }
    switch name {
    case let name where passing.contains(name): return .code
    case let name where shells.contains(name): return .shell("")
    case "script":
      let program = rest.split(separator: " ").first { !$0.hasPrefix("-") } ?? ""
      if shells.contains(String(program)) { return .shell("") }
      return program.hasPrefix("python") ? .code : .other(language: String(program))
    case "writefile", "file":
      // Code that the notebook writes out to run it.
      return rest.hasSuffix(".py") ? .code : .other(language: nil)
    case "R": return .other(language: "r")
    case "sql", "html", "javascript", "js", "markdown", "latex", "svg":
      return .other(language: name)
    default: return .other(language: nil)
    }
  }
}
