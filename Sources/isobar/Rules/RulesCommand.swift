import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List, show, test and measure the rules.",
    subcommands: [
      RulesListCommand.self, RulesShowCommand.self, RulesTestCommand.self,
      RulesMeasureCommand.self,
    ])
}
