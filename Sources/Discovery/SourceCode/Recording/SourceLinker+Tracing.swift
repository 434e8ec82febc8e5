import Estate
import Formats

/// Services that keep what models are asked and answer.
extension SourceLinker {
  /// Records who takes the traces, and who sends them there.
  func recordTracing(_ occurrence: Occurrence) {
    guard let service = provider(of: occurrence) else { return }
    let (unit, line) = (occurrence.unit, stepLine(of: occurrence))
    recordProvider(service, line: line, in: unit)
    for user in users(at: occurrence) {
      relation(.sendsTo, from: user, to: service.id, line: line, in: unit)
    }
  }

  /// Where the name of what is called stands, in a chain over several lines.
  private func stepLine(of occurrence: Occurrence) -> Int {
    guard let call = occurrence.calls.first, let node = call.node,
      call.unit.index == occurrence.unit.index, let callee = call.unit.outline.firstChild(node),
      call.unit.outline.kind(callee) == .member
    else { return occurrence.line }
    return call.unit.outline.line(callee)
  }

  /// Records that a call, or what an agent or endpoint does, is told to collectors of traces:
  /// `telemetry: {isEnabled: true}`.
  func recordTelemetry(_ occurrence: Occurrence, of agent: Thing? = nil) {
    guard occurrence.construct.arguments["telemetry"] != nil,
      let collector = facts.providers["opentelemetry"],
      values(of: "telemetry", occurrence).contains(where: Self.isOn)
    else { return }
    let unit = occurrence.unit
    let line = line(of: "telemetry", occurrence)
    let service = Thing(collector)
    recordProvider(service, line: line, in: unit)
    for user in agent.map({ [$0.id] }) ?? users(at: occurrence) {
      relation(.sendsTo, from: user, to: service.id, line: line, in: unit)
    }
  }

  /// Records that a client tells another service what it is asked: `traces: langfuse`.
  func recordTraces(_ occurrence: Occurrence) {
    guard let slug = occurrence.construct.facts["traces"], let keeper = facts.providers[slug] else {
      return
    }
    let (service, line) = (Thing(keeper), stepLine(of: occurrence))
    recordProvider(service, line: line, in: occurrence.unit)
    for user in users(at: occurrence) {
      relation(.sendsTo, from: user, to: service.id, line: line, in: occurrence.unit)
    }
  }

  /// Records the services that a library is told to tell by their names: `litellm.success_callback = ["langfuse"]`.
  func traceList(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.family == .python, outline.kind(assignment.target) == .member,
      let name = outline.text(assignment.target), facts.texts.isTraceList(name),
      let object = outline.firstChild(assignment.target),
      case .external(let symbol) = reader.meaning(object, in: unit), symbol.path.isEmpty,
      facts.texts.isTraceList(name, of: symbol.module),
      case .list(let items, _) = reader.meaning(assignment.value, in: unit)
    else { return }
    let line = outline.line(assignment.target)
    for name in items.prefix(16).compactMap(\.literal) {
      guard let keeper = facts.providers.provider(named: name), keeper.keepsTraces else { continue }
      let service = Thing(keeper)
      recordProvider(service, line: line, in: unit)
      relation(.sendsTo, from: application(unit), to: service.id, line: line, in: unit)
    }
  }

  /// Whether options switch something on: they are given, and do not say the contrary.
  private static func isOn(_ value: Meaning) -> Bool {
    switch value {
    case .object(let entries, _):
      !entries.contains { entry in
        if case .boolean(false) = entry.value { entry.key == "isEnabled" } else { false }
      }
    case .boolean(let isOn): isOn
    default: false
    }
  }
}
