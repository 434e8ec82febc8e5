import ArgumentParser
import Assessment
import Formats
import Presentation
import Terminal

struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a rule: why, what it looks for, how to fix it, its examples.")

  @Argument(help: "Id of the rule, such as ISO-GOV-001.")
  var id: String

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func run() throws {
    let rules = try source.rules()
    guard let rule = rules.first(where: { $0.id.lowercased() == id.lowercased() }) else {
      throw Failure(
        .usage, "no rule '\(id)'\(Suggestion.question(for: id, in: rules.map(\.id)))")
    }
    switch format {
    case .table:
      try output.write(
        RulePage(
          rule, controls: try source.controls(of: rule), canvas: Output.canvas(for: .standard)
        )
        .render())
    case .json: try output.write(RuleDocuments.rule(rule))
    }
  }
}
