import Formats

/// What objects of classes of the repository were given when they were made.
extension MeaningReader {
  /// A field as the call gave it that made the object, `ModelChoice(id="gpt-4o").id`, through the method that
  /// initialises it or, where the class has none, by the fields that it declares; nil where the call says
  /// nothing of it.
  func given(
    _ name: String, to instance: CodeInstance, ofClass index: Int, in home: SourceUnit
  ) -> Meaning? {
    guard home.family == .python, let place = instance.place else { return nil }
    let unit = project.units[place.unit]
    let outline = unit.outline
    guard outline.kind(place.node) == .call, !outline.arguments(place.node).isEmpty else {
      return nil
    }
    switch attribute("__init__", ofClass: index, in: home, receiver: instance) {
    case .function(let owner, let function, _):
      guard !frames.contains(where: { $0.unit == owner && $0.function == function }) else {
        return nil
      }
      let frame = frame(function, project.units[owner], instance, place.node, unit)
      let found = within(frame) { attribute(name, ofClass: index, in: home, receiver: instance) }
      return found.flatMap { $0.isUnknown ? nil : $0 }
    case .unknown, .member:
      guard let argument = argument(forField: name, ofClass: index, home, place.node, unit) else {
        return nil
      }
      let found = meaning(argument, in: unit)
      return found.isUnknown ? nil : found
    default: return nil
    }
  }

  /// The argument that a class without an initialiser of its own takes for a field.
  private func argument(
    forField name: String, ofClass index: Int, _ home: SourceUnit,
    _ call: SourceOutline.Expression, _ unit: SourceUnit
  ) -> SourceOutline.Expression? {
    let arguments = unit.outline.arguments(call)
    let named = arguments.first {
      unit.outline.kind($0) == .keyword && unit.outline.key(ofPair: $0) == name
    }
    if let named { return named }
    guard let position = fields(ofClass: index, in: home).firstIndex(of: name) else { return nil }
    let before = arguments.prefix { ![.keyword, .spread].contains(unit.outline.kind($0)) }
    return before.indices.contains(position) ? before[position] : nil
  }

  /// The fields that a class declares in its body, in their order.
  private func fields(ofClass index: Int, in unit: SourceUnit) -> [String] {
    if let known = fieldsByUnit[unit.index] { return known[index] ?? [] }
    var fields: [Int: [String]] = [:]
    for number in 0..<unit.outline.assignmentCount {
      let assignment = unit.outline.assignment(number)
      guard let owner = assignment.scope.classDefinition,
        unit.outline.kind(assignment.target) == .name,
        let name = unit.outline.text(assignment.target),
        case let known = fields[owner] ?? [], known.count < Self.mostFields,
        !known.contains(name)
      else { continue }
      fields[owner, default: []].append(name)
    }
    fieldsByUnit[unit.index] = fields
    return fields[index] ?? []
  }

  private static let mostFields = 64
}
