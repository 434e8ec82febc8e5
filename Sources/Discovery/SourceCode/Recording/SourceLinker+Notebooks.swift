import Estate
import Formats

/// Notebooks as assets, with what they read.
extension SourceLinker {
  private static let readable: Set<AssetKind> = [.dataset, .dataStore, .model]

  func notebook(_ unit: SourceUnit) -> NotebookAsset {
    NotebookAsset(
      pathInRepository: unit.pathInRepository, repository: unit.repository,
      language: unit.outline.language.rawValue)
  }

  /// Records a notebook that something was found in.
  func recordNotebook(_ unit: SourceUnit) {
    guard unit.cells != nil, unit.scope != "vendored" else { return }
    let found = observations(of: unit).assets.filter {
      $0.kind != .application && $0.kind != .repository
    }
    guard !found.isEmpty else { return }
    let notebook = notebook(unit)
    let application = application(unit)
    let confidence = confidence(unit)
    // What its jobs train or write is not read.
    var seen = Set(observations(of: unit).relations.filter { $0.kind == .writes }.map(\.head))
    withRecorder(unit) { record in
      notebook.record(&record, scope: unit.scope, confidence: confidence)
      record.relation(.contains, from: application, to: notebook.id, confidence: confidence)
      for asset in found where Self.readable.contains(asset.kind) {
        guard seen.insert(asset.id).inserted else { continue }
        let place = asset.sighting.location
        record.relation(
          .reads, from: notebook.id, to: asset.id, line: place?.line, cell: place?.cell,
          confidence: asset.sighting.confidence)
      }
    }
  }
}
