/// A program that starts other programs, and how its command line says which.
public struct Launcher: Sendable {
  public enum Operand: String, Sendable {
    case package, image, module, specifier, script, project, command, shell
  }

  public let programs: [String]
  /// Words that must follow the program; one empty list where none need to.
  public let subcommands: [[String]]
  public let takes: Operand
  public let ecosystem: String
  public let flagsWithValue: Set<String>
  public let packageOptions: Set<String>
  public let moduleOptions: Set<String>
  public let commandOptions: Set<String>
  public let encodedOptions: Set<String>

  /// Reads an entry of the catalogue of launchers; nil where it says too little.
  public init?(_ node: DocumentNode) {
    func texts(_ key: String) -> [String] { node[key]?.items.compactMap(\.scalar) ?? [] }
    guard let takes = node["takes"]?.text.flatMap(Operand.init(rawValue:)) else { return nil }
    programs = texts("programs")
    guard !programs.isEmpty else { return nil }
    self.takes = takes
    ecosystem = node["ecosystem"]?.text ?? ""
    let subcommands = node["subcommands"]?.items.map { $0.items.compactMap(\.scalar) } ?? []
    self.subcommands = subcommands.isEmpty ? [[]] : subcommands
    packageOptions = Set(texts("package_options"))
    moduleOptions = Set(texts("module_options"))
    commandOptions = Set(texts("command_options"))
    encodedOptions = Set(texts("encoded_options"))
    flagsWithValue = Set(texts("flags_with_value"))
  }

  /// The words after the subcommand, and the options before it; nil where it is not there.
  func afterSubcommand(_ words: ArraySlice<String>) -> ArraySlice<String>? {
    for subcommand in subcommands {
      if subcommand.isEmpty { return words }
      var rest = words
      var wanted = subcommand[...]
      while let word = rest.first, let next = wanted.first {
        rest = rest.dropFirst()
        if word == next {
          wanted = wanted.dropFirst()
        } else if word.hasPrefix("-") {
          if flagsWithValue.contains(word) { rest = rest.dropFirst() }
        } else {
          break
        }
      }
      if wanted.isEmpty { return rest }
    }
    return nil
  }
}
