import Estate
import Formats

/// The projects that files belong to.
extension SourceLinker {
  /// The project that a file belongs to: the nearest folder with a manifest, else the repository.
  func projectFolder(_ unit: SourceUnit) -> ProjectFolder {
    if let known = projectFolders[unit.index] { return known }
    let parts = layout.project(ofFolder: String(unit.folder))
    let project = ProjectFolder(unit.repository, parts.map { Substring($0) })
    projectFolders[unit.index] = project
    return project
  }

  /// The project as an asset, which is recorded where it is needed.
  func application(_ unit: SourceUnit) -> AssetID {
    let project = projectFolder(unit)
    // A notebook says less of where its project runs than the project's own code does.
    var witness = unit
    if unit.cells != nil,
      let code = self.project.units.first(where: {
        $0.cells == nil && $0.scope == unit.scope && projectFolder($0).native == project.native
      })
    {
      witness = code
    }
    if recordedApplications.insert(FileMark(id: project.id, unit: witness.index)).inserted {
      let confidence = 0.8 * self.confidence(witness)
      withRecorder(witness) {
        project.record(&$0, scope: witness.scope, confidence: confidence)
      }
    }
    return project.id
  }

  /// Records that the project of a file has a part.
  func contain(_ thing: Thing, line: Int, in unit: SourceUnit) {
    relation(.contains, from: application(unit), to: thing.id, line: line, in: unit)
  }
}
