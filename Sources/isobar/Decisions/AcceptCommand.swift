import ArgumentParser
import Configuration
import Estate
import Foundation
import Store
import Terminal

struct AcceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Live with a finding until a date, after which it is open again.")

  @Argument(help: "Id of a finding, or the beginning of one.")
  var finding: String

  @Option(help: "Why.")
  var reason: String

  @Option(help: "Date after which it is open again, such as 2027-06-30.")
  var expires: ExpiryDate

  @OptionGroup var decider: DeciderOptions
  @OptionGroup var record: RecordOptions

  func run() throws {
    do {
      let record = try record.openExisting()
      guard let known = try record.finding(finding) else {
        throw Failure(.usage, "\(finding): no such finding; isobar findings lists them")
      }
      try record.accept(
        finding: known.finding.id, by: decider.name, reason: reason, until: expires.date,
        now: Date())
      try Output.write(
        "\(known.finding.id) is accepted until \(expires.text)\n", to: .standard)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
  }
}
