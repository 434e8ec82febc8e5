import Estate
import Formats

/// Parts that a thing finds by itself: what annotations in the same project make.
extension SourceLinker {
  func gather(_ occurrence: Occurrence, into thing: Thing) {
    let unit = occurrence.unit
    for (role, arguments) in occurrence.construct.gathers {
      guard let kind = Self.kinds[role], values(of: role, occurrence).isEmpty,
        arguments.isEmpty || isGiven(arguments, occurrence)
      else { continue }
      let project = projectFolder(unit).native
      for part in occurrences
      where part.construct.kind == kind && isOnFunction(part)
        && part.construct.framework == occurrence.construct.framework
        && part.unit.scope == unit.scope && projectFolder(part.unit).native == project
      {
        for found in things(for: part.key) {
          relate(thing, found, role: role, line: occurrence.line, in: unit)
        }
      }
    }
  }

  private static let kinds: [String: AssetKind] = [
    "tools": .tool, "prompt": .prompt, "sources": .contentSource,
  ]

  private func isGiven(_ arguments: [ArgumentSelector], _ occurrence: Occurrence) -> Bool {
    occurrence.calls.contains { call in
      arguments.contains { !reader.select($0, of: call).isEmpty }
    }
  }

  private func isOnFunction(_ occurrence: Occurrence) -> Bool {
    if case .function = occurrence.key { true } else { false }
  }
}
