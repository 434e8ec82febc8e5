import ArgumentParser
import Evidence
import Posture
import Store
import Terminal

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the estate of the record, or its findings, for other programs.",
    discussion: """
      cyclonedx is CycloneDX 1.6, spdx is SPDX 3.0.1 in JSON-LD, sarif is SARIF 2.1.0 (the open \
      findings). See docs/ml-bom.md.
      """)

  @Option(
    help: "The document: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: ExportFormat

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The estate right after that scan, or at that date or time.", valueName: "SCAN|DATE"))
  var moment: MomentArgument?

  @OptionGroup var document: DocumentOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let report: ScanReport
    do {
      report = try RecordedReport.read(
        from: try record.openExisting(), asOf: moment?.point ?? .now)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
    try output.write { writer in
      try format.write(report, timestamp: document.timestamp?.text, writer)
    }
  }
}
