import ArgumentParser
import Assessment
import Estate
import Posture
import Presentation
import Store
import Terminal

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Show a finding with its score as arithmetic, or an asset with all that is known of it.")

  @Argument(help: "Id of a finding, or the beginning of one, or id of an asset.")
  var id: String

  @Option(help: "Configuration with the rules of your own, for the reasons behind a finding.")
  var config: String?

  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let canvas = Output.canvas(for: .standard)
    do {
      let record = try record.openExisting()
      if let asset = AssetID(parsing: id) {
        guard let known = try record.asset(asset) else {
          throw Failure(.usage, "\(id): no such asset")
        }
        try output.write(
          AssetPage(known.asset, in: record.estate(asOf: .now), canvas: canvas).render())
        return
      }
      guard let recorded = try record.finding(id) else {
        throw Failure(.usage, "\(id): no such finding; isobar findings lists them")
      }
      let rules = try ConfiguredRules.read(configuration: config)
      try output.write(
        FindingPage(
          recorded.finding, rationale: rules.first { $0.id == recorded.finding.rule }?.rationale,
          facts: RecordedFacts.of(recorded, history: try record.history(of: recorded.finding.id)),
          canvas: canvas
        ).render())
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    } catch let error as ScanError {
      throw Failure(.usage, error.description)
    }
  }
}
