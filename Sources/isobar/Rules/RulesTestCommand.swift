import ArgumentParser
import Assessment
import Catalog
import Presentation
import Terminal

struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests that stand in rules, and check that each clause is tested.")

  @Argument(help: "Files or folders of rules; without any, the built-in rules.")
  var paths: [String] = []

  @OptionGroup var output: OutputOptions

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func run() throws {
    let rules: [Rule]
    do {
      if paths.isEmpty {
        rules = try RuleCatalog.all(knowledge: .embedded)
      } else {
        rules = try paths.flatMap { path in try RuleCatalog.rules(inFolder: path) }
      }
    } catch let error as KnowledgeError {
      throw Failure(.usage, error.description)
    }
    guard !rules.isEmpty else { throw Failure(.usage, "no rules there") }
    let reports = RuleTestRunner.test(rules)
    switch format {
    case .table:
      try output.write(RuleTestPage(reports, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(RuleDocuments.tests(reports))
    }
    if !reports.allSatisfy(\.isPassed) { throw Failure(.failed) }
  }
}
