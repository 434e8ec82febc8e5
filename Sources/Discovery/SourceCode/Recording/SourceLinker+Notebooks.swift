import Estate
import Formats

/// Notebooks as assets, with what they read and load.
extension SourceLinker {
  private static let readable: Set<AssetKind> = [.dataset, .dataStore, .model]

  /// Records a notebook that something was found in.
  func recordNotebook(_ unit: SourceUnit) {
    guard unit.cells != nil, unit.scope != "vendored" else { return }
    let found = observations(of: unit).assets.filter {
      $0.kind != .application && $0.kind != .repository
    }
    guard !found.isEmpty else { return }
    let notebook = NotebookAsset(
      pathInRepository: unit.pathInRepository, repository: unit.repository,
      language: unit.outline.language.rawValue)
    let application = application(unit)
    let confidence = confidence(unit)
    let written = written(in: unit)
    withRecorder(unit) { record in
      notebook.record(&record, scope: unit.scope, confidence: confidence)
      record.relation(.contains, from: application, to: notebook.id, confidence: confidence)
      var seen: Set<AssetID> = []
      for asset in found {
        let isRead = Self.readable.contains(asset.kind) && !written.contains(asset.id)
        let isLoaded = asset.kind == .modelArtifact && !written.contains(asset.id)
        guard isRead || isLoaded, seen.insert(asset.id).inserted else { continue }
        let place = asset.sighting.location
        record.relation(
          isRead ? .reads : .loadedBy, from: isRead ? notebook.id : asset.id,
          to: isRead ? asset.id : notebook.id, line: place?.line, cell: place?.cell,
          confidence: asset.sighting.confidence)
      }
    }
  }

  /// What the file only makes: artifacts that it saves, models that its jobs train.
  private func written(in unit: SourceUnit) -> Set<AssetID> {
    var (saved, loaded): (Set<AssetID>, Set<AssetID>) = ([], [])
    for occurrence in occurrences where occurrence.unit.index == unit.index {
      guard occurrence.construct.product == .artifact else { continue }
      let ids = things(for: occurrence.key).map(\.id)
      if occurrence.construct.facts["access"] == "save" {
        saved.formUnion(ids)
      } else {
        loaded.formUnion(ids)
      }
    }
    let trained = observations(of: unit).relations.filter { $0.kind == .writes }.map(\.head)
    return saved.union(trained).subtracting(loaded)
  }
}
