import ArgumentParser
import Configuration
import Estate
import Foundation
import Presentation
import Store
import Terminal

struct ApproveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract:
      "Record whether AI may be used. Once there is an approval, AI that none covers is shadow AI.")

  @Argument(help: "Id of an asset, where * stands for anything.")
  var id: String?

  @Option(help: "approved, rejected or pending.")
  var state: State = .approved

  @Option(help: "Who answers for it.")
  var owner: String?

  @Option(help: "Why.")
  var reason: String?

  @Option(help: "Date after which it no longer holds, such as 2027-06-30.")
  var expires: ExpiryDate?

  @Flag(help: "List the decisions that hold.")
  var list = false

  @Option(help: "Format of the list: table or json.")
  var format: ListFormat = .table

  @OptionGroup var decider: DeciderOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  enum State: String, CaseIterable, ExpressibleByArgument { case approved, rejected, pending }

  func validate() throws {
    if list, id != nil { throw ValidationError("give either an id or --list") }
    if list { return }
    guard id != nil else { throw ValidationError("give the id of an asset, or --list") }
    guard owner != nil, reason != nil else {
      throw ValidationError("an approval needs --owner and --reason")
    }
  }

  func run() throws {
    do {
      guard let id else {
        try show(try record.openExisting().decisions(asOf: .now))
        return
      }
      let subject = try AssetPatternArgument.pattern(id)
      try record.open().decide(
        AssetDecision(
          kind: .approval, subject: subject, value: state.rawValue, owner: owner, reason: reason,
          expires: expires?.text), by: decider.name, now: Date())
      try Output.write(
        "\(Sanitizer.line(subject)) is \(state.rawValue) from the next scan on\n", to: .standard)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
  }

  private func show(_ decisions: [RecordedDecision]) throws {
    let approvals = decisions.filter { $0.decision.kind == .approval }
    switch format {
    case .table:
      try output.write(
        RecordedDecisionTable(approvals, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(RecordedDecisionDocument(approvals).text)
    }
  }
}
