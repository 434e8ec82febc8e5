import ArgumentParser
import Estate
import Evidence
import Presentation
import Store
import Terminal

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "List the findings of the record, the most urgent first.")

  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "open, fixed, accepted or all.")
  var status: StatusFilter = .open

  @Option(help: "Only findings of this rule.")
  var rule: String?

  @Option(help: "table or json.")
  var format: ListFormat = .table

  enum StatusFilter: String, CaseIterable, ExpressibleByArgument {
    case open, fixed, accepted, all

    var statuses: Set<FindingStatus> {
      switch self {
      case .open: [.open, .reopened]
      case .fixed: [.fixed]
      case .accepted: [.accepted]
      case .all: Set(FindingStatus.allCases)
      }
    }
  }

  func run() throws {
    let findings: [RecordedFinding]
    do {
      findings = try record.openExisting().findings(
        FindingFilter(statuses: status.statuses, rule: rule))
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
    switch format {
    case .table:
      let rows = findings.map { FindingsTable.Row(finding: $0.finding, status: $0.status.rawValue) }
      let table = FindingsTable(rows, canvas: Output.canvas(for: .standard))
      try output.write(rows.isEmpty ? "No findings.\n" : table.lines.joined(separator: "\n") + "\n")
    case .json:
      try output.write(RecordedFindingsDocument(findings).text)
    }
  }
}
