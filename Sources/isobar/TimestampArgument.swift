import ArgumentParser
import Foundation

/// The time that a document states: `now`, a date or a time.
struct TimestampArgument: ExpressibleByArgument {
  /// RFC 3339 in UTC, to the second.
  let text: String

  init?(argument: String) {
    if argument == "now" {
      text = Date().formatted(.iso8601)
      return
    }
    let full = argument.utf8.count == 10 ? "\(argument)T00:00:00Z" : argument
    guard let date = try? Date(full, strategy: .iso8601) else { return nil }
    text = date.formatted(.iso8601)
  }
}

/// What documents for other programs may state beside the estate.
struct DocumentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Time that a bill of materials states; without it none, so that the same estate gives the same bytes.",
      valueName: "now|TIME"))
  var timestamp: TimestampArgument?
}
