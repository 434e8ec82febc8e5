import ArgumentParser
import Estate

/// How urgent or severe a finding must be for `--fail-on`.
enum FailureThreshold: ExpressibleByArgument {
  case decision(Decision)
  case severity(Severity)

  init?(argument: String) {
    let word = argument.lowercased()
    if let decision = Decision.allCases.first(where: { $0.rawValue.lowercased() == word }) {
      self = .decision(decision)
    } else if let severity = Severity(rawValue: word) {
      self = .severity(severity)
    } else {
      return nil
    }
  }

  static var allValueStrings: [String] {
    Decision.allCases.map { $0.rawValue.lowercased() }
      + Severity.allCases.map(\.rawValue).reversed()
  }

  func isMet(by finding: Finding) -> Bool {
    switch self {
    case .decision(let decision): finding.priority.map { $0.decision <= decision } ?? false
    case .severity(let severity): finding.severity >= severity
    }
  }
}
