import ArgumentParser
import Discovery
import Estate
import Evidence
import Foundation
import Posture
import Presentation
import Store
import Terminal

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Read targets, judge what is found, record it and print it.")

  @Argument(help: "Folders or files, or kind:reference.")
  var targets: [String]

  @Option(help: "Configuration; without it, isobar.yaml in the first target that has one.")
  var config: String?

  @Option(help: "How the result is printed: \(Format.allValueStrings.joined(separator: ", ")).")
  var format: Format = .table

  @OptionGroup var document: DocumentOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var record: RecordOptions

  @Flag(name: .customLong("no-store"), help: "Keep nothing.")
  var keepsNothing = false

  @Flag(
    inversion: .prefixedNo,
    help:
      "Keep what was seen in each file, and read only what has changed since. Without either, as --no-cache after --no-store and as --cache otherwise."
  )
  var cache: Bool?

  @Option(
    name: .customLong("fail-on"),
    help:
      "Exit with 1 where a finding is at least that urgent or severe: act, attend, critical, high, medium, low."
  )
  var threshold: FailureThreshold?

  @Option(help: "Names of the only detectors to run, separated by commas.")
  var only: String?

  @Flag(
    name: .shortAndLong, help: "No progress and no summary of what was not read on standard error.")
  var quiet = false

  enum Format: ExpressibleByArgument, Equatable {
    case table, json
    /// A document for another program.
    case export(ExportFormat)

    init?(argument: String) {
      switch argument {
      case "table": self = .table
      case "json": self = .json
      default:
        guard let format = ExportFormat(rawValue: argument) else { return nil }
        self = .export(format)
      }
    }

    static var allValueStrings: [String] {
      ["table", "json"] + ExportFormat.allCases.map(\.rawValue)
    }

    var defaultValueDescription: String { "table" }
  }

  func run() throws {
    let (stop, progress) = (StopFlag(), ScanProgress())
    let interruption = Interruption(stop)
    defer { interruption.end() }
    let scan = try PostureScan(
      ScanRequest(
        targets: targets, configuration: config,
        only: only.map { Set($0.split(separator: ",").map(String.init)) }, now: Date(),
        cacheFolder: UserFolders.cache, reusesOutcomes: cache ?? !keepsNothing),
      stop: stop, progress: progress)
    let session = ScanSession(scan, record: keepsNothing ? nil : try record.open())
    let line = quiet ? nil : ProgressLine { "\(progress.read) of \(progress.found) files" }
    let result = Result { try session.run() }
    line?.end()
    Kept.keep(session)
    let outcome = try result.get()
    Kept.keep(outcome)
    let report = outcome.report
    switch format {
    case .json: try output.write { writer in try ScanDocument(report).write(writer) }
    case .export(let format):
      try output.write { writer in
        try format.write(report, timestamp: document.timestamp?.text, writer)
      }
    case .table:
      try output.write(
        ScanPage(report, canvas: Output.canvas(for: .standard)).render())
    }
    if let reason = outcome.unrecorded { throw Failure(.incomplete, reason) }
    try end(with: report)
  }

  private func end(with report: ScanReport) throws {
    if !quiet, format != .table {
      for source in report.sources where source.status != "complete" {
        let reason = source.reason.map { ": \($0)" } ?? ""
        try Output.write(
          "isobar: \(Sanitizer.line(source.id + " is " + source.status + reason))\n", to: .error)
      }
    }
    if !report.isComplete { throw Failure(.incomplete) }
    if let threshold, report.findings.contains(where: threshold.isMet) { throw Failure(.failed) }
  }
}
