import Estate

/// Services that keep what models are asked and answer.
extension SourceLinker {
  /// Records who takes the traces, and who sends them there.
  func recordTracing(_ occurrence: Occurrence) {
    guard let service = provider(of: occurrence) else { return }
    let unit = occurrence.unit
    recordProvider(service, line: occurrence.line, in: unit)
    for user in users(at: occurrence) {
      relation(.sendsTo, from: user, to: service.id, line: occurrence.line, in: unit)
    }
  }
}
