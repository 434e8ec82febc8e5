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
        // `@Agent` on the one method of the interface says more of the same.
        if let method = agentMethod(ofClass: index, in: unit) {
          remember(agents, for: .function(unit: home, index: method))
        }
        for agent in agents {
          asset(agent, line: unit.outline.classLine(index), in: unit)
        }
      }
    }
  }

  /// The one method of a class that a framework takes for an agent; nil where there is none, or several.
  func agentMethod(ofClass index: Int, in unit: SourceUnit) -> Int? {
    let found = methods(ofClass: index, in: unit).filter {
      let key = ThingKey.function(unit: unit.index, index: $0)
      return occurrence(for: key)?.construct.product == .agent
    }
    return found.count == 1 ? found[0] : nil
  }
}
