import ArgumentParser
import Estate
import Evidence
import Presentation
import Store
import Terminal

struct InventoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory", abstract: "List the assets of the record.")

  @OptionGroup var record: RecordOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "Only assets of this kind, such as Agent.")
  var kind: String?

  @Option(help: "table or json.")
  var format: ListFormat = .table

  func run() throws {
    let kind = try self.kind.map { try AssetKindArgument.kind(named: $0) }
    let estate: Estate
    do {
      estate = try record.openExisting().estate(asOf: .now)
    } catch let error as StoreError {
      throw Failure(.usage, error.description)
    }
    let assets = estate.assets.filter { kind == nil || $0.kind == kind }
    switch format {
    case .table:
      try output.write(InventoryTable(assets, canvas: Output.canvas(for: .standard)).render())
    case .json: try output.write(ScanDocument.assets(assets))
    }
  }
}
