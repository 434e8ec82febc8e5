import Estate
import Formats

/// Names that things are given after they are made.
extension SourceLinker {
  /// `graph.name = "Research"`: the name of an agent that has none otherwise.
  func noteNames(in unit: SourceUnit) {
    let outline = unit.outline
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard outline.kind(assignment.target) == .member, outline.text(assignment.target) == "name",
        outline.kind(assignment.value) == .string, let name = outline.text(assignment.value),
        let object = outline.firstChild(assignment.target),
        case .instance(let instance) = reader.meaning(object, in: unit)
      else { continue }
      var current: CodeInstance? = instance
      for _ in 0..<16 {
        guard let value = current else { break }
        if let place = value.place, let found = occurrence(for: key(of: place)),
          found.construct.product == .agent
        {
          note(name: String(name.prefix(120)), of: found.key)
          break
        }
        current = if case .instance(let origin)? = value.origin { origin } else { nil }
      }
    }
  }
}
