import ArgumentParser
import Assessment
import Catalog
import Presentation
import Terminal

struct RulesMeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Precision and recall of the rules on estates whose true answer is known.",
    discussion: "The folder holds labelled estates; docs/rules.md shows how they are written.")

  @Argument(help: "Folder of labelled estates, or one file.")
  var folder: String

  @OptionGroup var source: RuleSourceOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func run() throws {
    let measurement: RuleMeasurement
    do {
      measurement = try RuleMeasurement.measure(folder, rules: try source.rules())
    } catch let error as KnowledgeError {
      throw Failure(.usage, error.description)
    }
    guard measurement.estates > 0 else {
      throw Failure(.usage, "\(folder): no labelled estates there")
    }
    switch format {
    case .table:
      try output.write(
        RuleMeasurementPage(measurement, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(RuleDocuments.measurement(measurement))
    }
  }
}
