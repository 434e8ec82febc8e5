import ArgumentParser
import Foundation
import Store
import Terminal

struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Record who owns an asset.")

  @Argument(help: "Id of an asset, where * stands for anything.")
  var id: String

  @Argument(help: "Team, or address of a person.")
  var owner: String

  @Option(help: "Why.")
  var reason: String?

  @OptionGroup var decider: DeciderOptions
  @OptionGroup var record: RecordOptions

  func run() throws {
    let subject = try AssetPatternArgument.pattern(id)
    do {
      try record.open().decide(
        AssetDecision(kind: .owner, subject: subject, value: owner, reason: reason),
        by: decider.name,
        now: Date())
    } catch {
      throw Failure(.usage, "\(error)")
    }
    try Output.write(
      "\(Sanitizer.line(subject)) belongs to \(Sanitizer.line(owner)) from the next scan on\n",
      to: .standard)
  }
}
