import ArgumentParser
import Assessment
import Estate
import Foundation
import Posture
import Presentation
import Store
import Terminal

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask the estate a question, in the language of rules.",
    discussion: """
      isobar query 'MATCH (a:Agent)-[:CAN_CALL]->(t:Tool) WHERE t.destructive RETURN a, t.name'

      Clauses: MATCH, WHERE, RETURN [DISTINCT], ORDER BY, SKIP, LIMIT. See docs/query.md.
      """)

  @Argument(help: "MATCH … WHERE … RETURN …")
  var query: String

  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The estate right after that scan, or at that date or time.", valueName: "SCAN|DATE"))
  var moment: MomentArgument?

  @Option(help: ArgumentHelp("Ask the estate of a file, not the record.", valueName: "FILE"))
  var estate: String?

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func validate() throws {
    guard estate == nil || (moment == nil && record.store == nil) else {
      throw ValidationError("--estate stands without --as-of and --store")
    }
  }

  func run() throws {
    let result: QueryResult
    do {
      let question = try Query(parsing: query)
      if let estate {
        result = try question.run(on: FiledEstate.read(path: estate), now: Date())
      } else {
        let record = try record.openExisting()
        let point = moment?.point ?? .now
        let estate =
          try question.selection.map { try record.estate($0, asOf: point) }
          ?? record.estate(asOf: point)
        result = try question.run(on: estate, now: moment?.date(in: record) ?? Date())
      }
    } catch let error as QueryError {
      throw Failure(.usage, error.description)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    } catch let error as ScanError {
      throw Failure(.usage, error.description)
    }
    switch format {
    case .table:
      try output.write(QueryTable(result, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(QueryDocument(query, result).text)
    }
  }
}
