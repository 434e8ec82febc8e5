import Formats

/// What members of an object are given after it was made: `request = Request()`, `request.spec.name = "x"`.
extension SourceNames {
  /// Longest way to a member that counts.
  private static let deepest = 4

  mutating func noteMember(_ index: Int) {
    let assignment = outline.assignment(index)
    guard !assignment.isAugmented, outline.kind(assignment.target) == .member,
      let root = root(ofMember: assignment.target)
    else { return }
    memberAssignments[outline.textIndex(root), default: []].append(index)
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
        names(ofMember: assignment.target) == path
      else { return nil }
      return assignment.value
    }
  }

  /// The variable that a chain of members begins with; nil for those of `self`.
  private func root(ofMember target: SourceOutline.Expression) -> SourceOutline.Expression? {
    var (current, depth) = (target, 0)
    while outline.kind(current) == .member, depth < Self.deepest,
      let object = outline.firstChild(current)
    {
      (current, depth) = (object, depth + 1)
    }
    guard outline.kind(current) == .name, let text = outline.text(current),
      !SourceUnit.selfNames.contains(text)
    else { return nil }
    return current
  }

  /// The names of a chain of members, without the variable that it begins with.
  private func names(ofMember target: SourceOutline.Expression) -> [String] {
    var (names, current): ([String], SourceOutline.Expression) = ([], target)
    while outline.kind(current) == .member, names.count < Self.deepest,
      let name = outline.text(current), let object = outline.firstChild(current)
    {
      names.append(name)
      current = object
    }
    return names.reversed()
  }
}
