import Formats

/// What members of an object are given after it was made: `request = Request()`, `request.spec.name = "x"`.
extension SourceNames {
  /// Longest way to a member that counts.
  private static let deepest = 4

  mutating func noteMember(_ index: Int) {
    let assignment = outline.assignment(index)
    guard !assignment.isAugmented, let variable = path(ofMember: assignment.target)?.variable else {
      return
    }
    memberAssignments[variable, default: []].append(index)
  }

  /// The values that a member of an object is given, where a variable of the scope that made it holds it, until that
  /// holds something else.
  func values(
    given path: [String], to node: SourceOutline.Expression
  ) -> [SourceOutline.Expression] {
    guard let variable = assignedNames[node], let members = memberAssignments[variable] else {
      return []
    }
    let scope = outline.scope(node)
    let held = bindings[variable, scope].compactMap { binding -> SourceOutline.Expression? in
      if case .value(let value) = binding { value } else { nil }
    }
    guard held.contains(node) else { return [] }
    let end = held.filter { $0 > node }.min() ?? .max
    return members.compactMap { index in
      let assignment = outline.assignment(index)
      guard assignment.scope == scope, assignment.value > node, assignment.value < end,
        self.path(ofMember: assignment.target)?.names == path
      else { return nil }
      return assignment.value
    }
  }

  /// The variable that a chain of members begins with, and the names of these; nil for those of `self`.
  private func path(
    ofMember target: SourceOutline.Expression
  ) -> (variable: Int32, names: [String])? {
    var (names, current): ([String], SourceOutline.Expression) = ([], target)
    while outline.kind(current) == .member, names.count < Self.deepest,
      let name = outline.text(current), let object = outline.firstChild(current)
    {
      names.insert(name, at: 0)
      current = object
    }
    guard !names.isEmpty, outline.kind(current) == .name, let text = outline.text(current),
      !SourceUnit.selfNames.contains(text)
    else { return nil }
    return (outline.textIndex(current), names)
  }
}
