import Estate
import Formats

/// Where agents that people write themselves are run, by whatever method.
extension SourceLinker {
  /// Notes where the methods of an agent's class are called that ask a model: they run the agent.
  func noteRuns(
    of agent: Thing, _ index: Int, in unit: SourceUnit, _ known: inout Set<CodePlace>
  ) {
    for method in methods(ofClass: index, in: unit).prefix(Self.mostRunMethods) {
      let name = unit.outline.functionName(method)
      guard !name.hasPrefix("_"), case let places = project.calls(named: name), !places.isEmpty,
        uses(ofFunction: method, of: unit) != nil || asksByName(method, in: unit)
      else { continue }
      for place in places.prefix(Self.mostRuns) where !known.contains(place) {
        let home = project.units[place.unit]
        guard home.scope != "test", home.scope != "vendored",
          runs(place.node, in: home, ofClass: index, in: unit)
        else { continue }
        known.insert(place)
        note(
          ModelCall(
            targets: [agent], users: users(at: place),
            line: home.outline.line(place.node), unit: home, role: nil, place: place))
      }
    }
  }

  /// Methods of a class, and calls of one name, that are looked at.
  private static let mostRunMethods = 64
  private static let mostRuns = 64

  /// Whether a call is of a method of an object of a class, from elsewhere than the class.
  private func runs(
    _ call: SourceOutline.Expression, in home: SourceUnit, ofClass index: Int, in unit: SourceUnit
  ) -> Bool {
    let outline = home.outline
    let around = home.enclosingClass(outline.scope(call))?.classDefinition
    guard home.index != unit.index || around != index, let callee = outline.firstChild(call),
      outline.kind(callee) == .member, let object = outline.firstChild(callee),
      case .instance(let instance) = reader.meaning(object, in: home),
      case .definition(let owner, let inner) = instance.type
    else { return false }
    return owner == unit.index && inner == index
  }
}
