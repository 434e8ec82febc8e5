import Estate

/// Models that settings of frameworks name: `spring.ai.openai.chat.options.model=gpt-4o`.
extension SourceLinker {
  /// Notes which projects use them, for calls of clients that the framework makes.
  func noteConfiguredModels() {
    guard let repository = project.units.first?.repository else { return }
    for configured in layout.configuredModels {
      let provider = configured.keys.lazy.reversed().compactMap {
        self.facts.models.provider(prefix: $0)
      }.first
      let parts = layout.project(ofFolder: configured.folder)
      let home = ProjectFolder(repository, parts.map { Substring($0) }).native
      if configured.value.isEmpty {
        let name = configured.keys.last?.replacing("-", with: "") ?? ""
        guard let slug = facts.models.provider(prefix: name), let known = facts.providers[slug]
        else { continue }
        modelUse.note(
          .usesModel, from: AssetID(.application, "repo", home), to: known.id, file: -1,
          project: home, repository: repository.native)
        continue
      }
      guard facts.models.recognized(configured.value) != nil || provider != nil,
        let model = model(configured.value, provider, nil)
      else { continue }
      if let role = model.role { note(role: role, of: model.id) }
      modelUse.note(
        .usesModel, from: AssetID(.application, "repo", home), to: model.id, file: -1,
        project: home, repository: repository.native)
    }
  }
}
