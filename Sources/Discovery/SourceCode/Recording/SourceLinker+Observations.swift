import Estate
import Formats

/// What is recorded of files, each thing and relation once.
extension SourceLinker {
  func withRecorder(_ unit: SourceUnit, _ body: (inout Recorder) -> Void) {
    // In place: a copy of what a file has so far for each asset of it would be dear.
    body(
      &recorders[
        unit.index, default: Recorder(source: source, detector: detector, path: unit.path)])
  }

  /// What has been recorded of a file.
  func observations(of unit: SourceUnit) -> Observations {
    recorders[unit.index]?.observations ?? Observations()
  }

  func confidence(_ unit: SourceUnit) -> Double { unit.scope == "product" ? 1 : 0.8 }

  /// Records an asset where it was seen. What a file says of an asset at one line is said once.
  func asset(
    _ thing: Thing, _ properties: [String: Value] = [:], line: Int, in unit: SourceUnit,
    confidence: Double? = nil
  ) {
    let place = unit.spot(line)
    recordedThings.insert(thing.id)
    if [.dataset, .contentSource, .modelArtifact, .vectorIndex].contains(thing.kind) {
      dataLines.insert(CodeLine(unit: unit.index, line: line))
    }
    var properties = properties
    properties["scope"] = .text(unit.scope)
    withRecorder(unit) {
      $0.asset(
        thing.id, thing.kind, name: PlainLine.of(thing.name), properties: properties,
        line: place.line, cell: place.cell, confidence: confidence ?? self.confidence(unit))
    }
  }

  /// Whether a thing has not been met in a file.
  func isFirst(_ thing: Thing, in unit: SourceUnit) -> Bool {
    met.insert(FileMark(id: thing.id, unit: unit.index)).inserted
  }

  func hasRecorded(_ thing: Thing) -> Bool { recordedThings.contains(thing.id) }

  func relation(
    _ kind: RelationKind, from tail: AssetID, to head: AssetID, line: Int, in unit: SourceUnit,
    basis: Basis = .declared, confidence: Double? = nil
  ) {
    var mark = RelationMark(kind: kind, tail: tail, head: head, unit: unit.index)
    if kind == .usesModel {
      // Each call counts.
      modelCallCounts[mark, default: 0] += 1
      guard modelCallCounts[mark, default: 0] <= Self.mostCalls else { return }
      mark.line = line
    }
    guard tail != head, recordedRelations.insert(mark).inserted else { return }
    modelUse.note(
      kind, from: tail, to: head, file: unit.index, project: projectFolder(unit).native,
      repository: unit.repository.native)
    let place = unit.spot(line)
    withRecorder(unit) {
      $0.relation(
        kind, from: tail, to: head, basis: basis, line: place.line, cell: place.cell,
        confidence: confidence ?? self.confidence(unit))
    }
  }

  func signal(
    _ name: String, on asset: AssetID, _ detail: [String: Value] = [:], line: Int,
    in unit: SourceUnit
  ) {
    let place = unit.spot(line)
    withRecorder(unit) {
      $0.signal(
        name, on: asset, detail: detail, line: place.line, cell: place.cell,
        confidence: self.confidence(unit))
    }
  }
}
