public import Estate
public import Terminal

/// Findings as a table, the most urgent first.
public struct FindingsTable: Sendable {
  public struct Row: Sendable {
    public let finding: Finding
    /// Where the finding stands, as in the record; empty within one scan.
    public let status: String

    public init(finding: Finding, status: String = "") {
      self.finding = finding
      self.status = status
    }
  }

  private let rows: [Row]
  private let canvas: Canvas
  private let limit: Int

  public init(_ findings: [Finding], canvas: Canvas, limit: Int = .max) {
    self.init(findings.map { Row(finding: $0) }, canvas: canvas, limit: limit)
  }

  public init(_ rows: [Row], canvas: Canvas, limit: Int = .max) {
    self.rows = rows.sorted { Self.precedes($0.finding, $1.finding) }
    self.canvas = canvas
    self.limit = limit
  }

  public var lines: [String] {
    let hasStatus = rows.contains { !$0.status.isEmpty }
    var table = TextTable(
      ["decision", "score", "severity"] + (hasStatus ? ["status"] : []) + [
        "finding", "where", "id",
      ],
      flexible: hasStatus ? [4, 5] : [3, 4])
    for row in rows.prefix(limit) {
      let finding = row.finding
      let place = finding.locations.first.map { location in
        location.line.map { "\(location.path):\($0)" } ?? location.path
      }
      var cells: [TextTable.Cell] = [
        .init(
          finding.priority?.decision.rawValue ?? "", Self.style(of: finding.priority?.decision)),
        .init(finding.priority.map { "\($0.score)" } ?? ""), .init(finding.severity.rawValue),
      ]
      if hasStatus { cells.append(.init(row.status)) }
      cells += [
        .init(finding.message), .init(place ?? "", .faint, keepsEnd: true),
        .init(String(finding.id.prefix(12)), .faint),
      ]
      table.add(cells)
    }
    var lines = table.render(on: canvas)
    if rows.count > limit {
      lines.append(canvas.paint("… and \(rows.count - limit) more: isobar findings", .faint))
    }
    return lines
  }

  /// The order of urgency: decision, score, severity, then id, so that it never changes by chance.
  public static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    let (a, b) = (left.priority, right.priority)
    if a?.decision != b?.decision {
      guard let a, let b else { return a != nil }
      return a.decision < b.decision
    }
    if a?.score != b?.score { return (a?.score ?? 0) > (b?.score ?? 0) }
    if left.severity != right.severity { return left.severity > right.severity }
    return left.id < right.id
  }

  static func style(of decision: Decision?) -> Style {
    switch decision {
    case .act: .red
    case .attend: .yellow
    case .trackClosely: .cyan
    case .track, nil: .plain
    }
  }
}
