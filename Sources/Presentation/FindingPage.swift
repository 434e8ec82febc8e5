public import Estate
public import Terminal

/// One finding in full: what, why, where, the factors of its score, and the fix.
public struct FindingPage: Sendable {
  private let finding: Finding
  private let canvas: Canvas
  /// Facts of the record, such as status and dates, by name.
  private let facts: [(name: String, text: String)]
  private let rationale: String?

  public init(
    _ finding: Finding, rationale: String?, facts: [(name: String, text: String)] = [],
    canvas: Canvas
  ) {
    self.finding = finding
    self.rationale = rationale
    self.facts = facts
    self.canvas = canvas
  }

  public func render() -> String {
    var lines = wrapped(finding.message, style: .bold)
    lines.append(canvas.paint("\(finding.rule)  \(finding.title)", .faint))
    lines.append("")
    for (name, text) in [("id", finding.id), ("severity", finding.severity.rawValue)] + facts {
      lines.append(field(name, text))
    }
    if let rationale { lines += section("Why it matters") + wrapped(rationale) }
    lines += section("Assets") + finding.assets.map { canvas.paint("  \($0.text)", .plain) }
    if !finding.path.isEmpty {
      lines += section("Path")
      lines += finding.path.map {
        canvas.paint("  \($0.from.text) -\($0.relation.name)-> \($0.to.text)", .plain)
      }
    }
    if !finding.locations.isEmpty {
      lines +=
        section("Where") + finding.locations.map { canvas.paint("  \(Self.text(of: $0))", .plain) }
    }
    if let priority = finding.priority {
      lines += section("Priority") + PriorityText(priority, canvas: canvas).lines
    }
    lines += section("Fix") + wrapped(finding.fix)
    if !finding.controls.isEmpty {
      let controls = Dictionary(grouping: finding.controls, by: \.framework)
      lines += section("Controls")
      lines += controls.sorted { $0.key < $1.key }.map { framework, controls in
        canvas.paint("  \(framework): \(controls.map(\.control).joined(separator: ", "))", .plain)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String) -> [String] { ["", canvas.paint(title, .cyan)] }

  private func field(_ name: String, _ text: String) -> String {
    canvas.paint(name.padded(to: 12), .faint) + canvas.paint(text, .plain)
  }

  private func wrapped(_ text: String, style: Style = .plain) -> [String] {
    TextWidth.wrap(Sanitizer.line(text), to: canvas.textWidth - 2).map { canvas.paint($0, style) }
  }

  private static func text(of location: Location) -> String {
    var text = location.path
    if let cell = location.cell { text += " cell \(cell)" }
    if let line = location.line { text += ":\(line)" }
    return text
  }
}

extension String {
  /// The text with spaces after it up to that many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - TextWidth.columns(self)))
  }
}
