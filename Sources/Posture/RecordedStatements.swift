import Configuration
import Estate
import Store

extension Configuration {
  /// The configuration with what people decided on the command line, which is the newer word.
  func including(_ decisions: [RecordedDecision]) -> Configuration {
    var configuration = self
    var owners: [Statement] = []
    for recorded in decisions {
      let decision = recorded.decision
      let subject = Subject.asset(AssetPattern(decision.subject))
      let location = Location(path: "record", line: Int(clamping: recorded.number))
      switch decision.kind {
      case .owner:
        owners.append(Statement(subject: subject, value: decision.value, location: location))
      case .approval:
        configuration.approvals.append(
          ApprovalStatement(
            subject: subject, state: decision.value, owner: decision.owner,
            reason: decision.reason, expires: decision.expires.flatMap(ExpiryDate.init),
            origin: "record", location: location))
      }
    }
    // The first statement that matches holds.
    configuration.owners = owners + configuration.owners
    return configuration
  }
}
