import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List, show and test the rules.",
    subcommands: [RulesListCommand.self, RulesShowCommand.self, RulesTestCommand.self])
}
