import Formats

/// What names stand for that come from elsewhere, worked out once where it is sure.
extension MeaningReader {
  /// What an import stands for.
  func imported(at index: Int, _ unit: SourceUnit) -> Meaning {
    let key = unit.index << 32 | index
    if let known = knownImports[key] { return known }
    let before = certainty
    let found = imported(unit.imports[index], unit)
    if certainty == before { knownImports[key] = found }
    return found
  }

  /// Files that are asked for one name.
  private static let mostExportSteps = 2048

  /// What a file calls by a name, and passes on to those who import it.
  func exported(_ name: String, of unit: SourceUnit) -> Meaning {
    let key = ExportedName(unit: unit.index, name: name)
    if let known = knownExports[key] { return known }
    if exportsUnderWay.isEmpty { exportSteps = 0 }
    exportSteps += 1
    // Files that pass on one another's names in circles branch at each of them.
    guard exportsUnderWay.count < 24, exportSteps < Self.mostExportSteps,
      exportsUnderWay.insert(key).inserted
    else {
      noteCut()
      return .unknown
    }
    let before = certainty
    let found = lookedUpExport(name, of: unit)
    exportsUnderWay.remove(key)
    if certainty == before { knownExports[key] = found }
    return found
  }

  /// A name that the file does not define.
  func foreign(_ number: Int32, _ unit: SourceUnit) -> Meaning {
    let key = unit.index << 32 | Int(number)
    if let known = knownForeign[key] { return known }
    guard let text = unit.outline.text(at: number) else { return .unknown }
    let before = certainty
    let found = foreign(text, unit)
    if certainty == before { knownForeign[key] = found }
    return found
  }
}
