import Estate
import Formats

/// Services that a library makes of interfaces of the repository: `AiServices.create(Assistant.class, model)`.
extension SourceLinker {
  /// Notes which agent answers behind an interface, which the code that asks it knows by the interface alone, and
  /// that it is seen where the interface stands.
  func noteServices() {
    for occurrence in occurrences where occurrence.construct.product == .agent {
      guard [.java, .kotlin, .scala].contains(occurrence.unit.family) else { continue }
      for case .definition(let home, let index) in values(of: "name", occurrence) {
        let key = ThingKey.definition(unit: home, index: index)
        let agents = things(for: occurrence.key).filter { $0.kind == .agent }
        guard self.occurrence(for: key) == nil, known(key)?.isEmpty != false, !agents.isEmpty
        else { continue }
        remember(agents, for: key)
        let unit = project.units[home]
        for agent in agents {
          asset(agent, line: unit.outline.classLine(index), in: unit)
        }
      }
    }
  }
}
