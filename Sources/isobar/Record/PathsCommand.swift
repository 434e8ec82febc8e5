import ArgumentParser
import Estate
import Mapping
import Posture
import Presentation
import Store
import Terminal

struct PathsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract: "Show how an attacker gets to what matters, and what would cut the most paths.")

  @Option(help: "Id of the only asset to protect.")
  var to: String?

  @Option(help: "Id of an asset that an attacker is supposed to control.")
  var from: String?

  @Option(help: "Paths to show.")
  var limit = 10

  @Option(help: "table, json, dot or svg.")
  var format: Format = .table

  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, dot, svg }

  func run() throws {
    let survey: PathSurvey
    do {
      let paths = try RecordedPaths(try record.openExisting())
      survey = try paths.survey(
        from: from.map { try index(of: $0, in: paths.estate) },
        to: to.map { try index(of: $0, in: paths.estate) }, limit: limit)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
    switch format {
    case .table: try output.write(PathsPage(survey, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(ValueJSON.encode(survey.document) + "\n")
    case .dot: try output.write(PathDiagram(survey.paths, in: survey.estate).dot)
    case .svg: try output.write(PathDiagram(survey.paths, in: survey.estate).svg)
    }
  }

  private func index(of id: String, in estate: Estate) throws -> Int {
    guard let asset = AssetID(parsing: id), let index = estate.index(of: asset) else {
      throw Failure(.usage, "\(id): no such asset; isobar inventory lists them")
    }
    return index
  }
}
