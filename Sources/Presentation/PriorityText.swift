import Estate
import Terminal

/// A priority as arithmetic that can be checked by hand: each factor, its value and its reason.
struct PriorityText {
  private let priority: Priority
  private let canvas: Canvas

  init(_ priority: Priority, canvas: Canvas) {
    self.priority = priority
    self.canvas = canvas
  }

  var lines: [String] {
    var lines = [
      canvas.paint("  \(priority.decision.rawValue)", FindingsTable.style(of: priority.decision))
        + canvas.paint("  score \(priority.score) = 100·√(likelihood × impact)", .bold)
    ]
    for part in ["likelihood", "impact"] {
      guard case .map(let factors) = priority.explanation[part] else { continue }
      lines.append(canvas.paint("  \(part) \(number(factors["value"]))", .plain))
      for name in Self.order where factors[name] != nil {
        lines += factor(name, factors[name], indent: 4)
      }
    }
    if let unknown = priority.explanation["unknown"]?.list?.compactMap(\.text), !unknown.isEmpty {
      lines.append(
        canvas.paint("  unknown, taken as middling: \(unknown.joined(separator: ", "))", .yellow))
    }
    lines += standards + changes
    return lines
  }

  private static let order = [
    "exploitability", "reachability", "controls", "severity", "context", "environment", "autonomy",
    "cap", "sensitivity", "criticality", "blast_radius", "regulated",
  ]

  private func factor(_ name: String, _ value: Value?, indent: Int) -> [String] {
    guard case .map(let factor) = value else { return [] }
    let mark = factor["known"] == false ? " (unknown)" : ""
    let sign = indent > 4 ? "  " : "× "
    let head =
      String(repeating: " ", count: indent) + sign + name.replacing("_", with: " ").padded(to: 16)
    let text = "\(head)\(number(factor["value"])) \(factor["reason"]?.text ?? "")\(mark)"
    var lines = [canvas.paint(TextWidth.cut(text, to: canvas.width), indent > 4 ? .faint : .plain)]
    if case .map(let parts) = factor["parts"] {
      for part in Self.order where parts[part] != nil {
        lines += self.factor(part, parts[part], indent: indent + 4)
      }
    }
    return lines
  }

  /// Outcomes of published standards, which the score does not rest on.
  private var standards: [String] {
    guard case .map(let standards) = priority.explanation["standards"] else { return [] }
    var texts: [String] = []
    if case .map(let aivss) = standards["aivss"] {
      texts.append("OWASP AIVSS \(aivss["version"]?.text ?? ""): \(number(aivss["score"])) of 10")
    }
    if case .map(let cisa) = standards["cisa"] {
      texts.append("CISA \(cisa["version"]?.text ?? ""): \(cisa["outcome"]?.text ?? "")")
    }
    return texts.map { canvas.paint("  beside it, \($0)", .plain) }
  }

  private var changes: [String] {
    guard let changes = priority.explanation["what_if"]?.list, !changes.isEmpty else { return [] }
    return [canvas.paint("  what would change it", .plain)]
      + changes.compactMap { change in
        guard case .map(let change) = change, let text = change["change"]?.text else { return nil }
        let after =
          change["decision"] == .null
          ? "the finding is gone"
          : "\(number(change["to"])) \(change["decision"]?.text ?? "")"
        return canvas.paint("    \(text): \(number(change["from"])) → \(after)", .plain)
      }
  }

  private func number(_ value: Value?) -> String {
    guard let number = value?.number else { return "?" }
    return "\((number * 1000).rounded() / 1000)"
  }
}
