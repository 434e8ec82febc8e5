import ArgumentParser
import Presentation
import Terminal

struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules, by id.")

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func run() throws {
    let rules = try source.rules()
    switch format {
    case .table:
      try output.write(RuleTable(rules, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(RuleDocuments.list(rules))
    }
  }
}
