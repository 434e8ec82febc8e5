public import Evidence
import Estate
public import Terminal

/// The result of a scan for people: what was found, what to do first, what was not looked at.
public struct ScanPage: Sendable {
  private let report: ScanReport
  private let canvas: Canvas
  /// Findings shown; the rest is counted.
  private let limit: Int

  public init(_ report: ScanReport, canvas: Canvas, limit: Int = 25) {
    self.report = report
    self.canvas = canvas
    self.limit = limit
  }

  public func render() -> String {
    var lines = overview
    if report.findings.isEmpty {
      lines += ["", canvas.paint("No findings.", .green)]
    } else {
      lines.append("")
      lines += FindingsTable(report.findings, canvas: canvas, limit: limit).lines
      lines += [
        "", canvas.paint("isobar explain ID", .bold) + " shows why, where, and how to fix it.",
      ]
    }
    lines += notSeen
    return lines.joined(separator: "\n") + "\n"
  }

  private var overview: [String] {
    let counts = Dictionary(grouping: report.estate.assets, by: \.kind).mapValues(\.count)
    let kinds = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .map { "\($0.value) \($0.key.name)" }
    let files = report.sources.reduce(0) { $0 + $1.files }
    let head = "\(report.estate.assets.count) assets in \(files) files"
    let text = kinds.isEmpty ? head : "\(head): \(kinds.joined(separator: ", "))"
    return TextWidth.wrap(text, to: canvas.textWidth).enumerated().map { index, line in
      canvas.paint(line, index == 0 ? .bold : .plain)
    }
  }

  private var notSeen: [String] {
    var lines: [String] = []
    for source in report.sources where source.status != "complete" {
      let reason = source.reason.map { ": \($0)" } ?? ""
      lines.append(canvas.paint("\(source.id) is \(source.status)\(reason)", .yellow))
    }
    if !report.unknown.isEmpty {
      let rules = Set(report.unknown.map(\.rule)).count
      lines.append(
        canvas.paint(
          "\(report.unknown.count) judgements of \(rules) rules are unknown: facts are missing",
          .faint))
      lines += UnknownFacts(report.unknown).lines.map {
        canvas.paint(TextWidth.cut($0, to: canvas.width), .faint)
      }
    }
    if !report.skipped.isEmpty {
      let ignored = report.skipped.count { $0.reason.hasPrefix("ignored by") }
      let other = report.skipped.count - ignored
      lines.append(
        canvas.paint(
          "Not read: \(ignored) ignored by ignore files, \(other) for other reasons", .faint))
      for skipped in report.skipped.filter({ !$0.reason.hasPrefix("ignored by") }).prefix(5) {
        let line = TextWidth.cut("  \(skipped.path): \(skipped.reason)", to: canvas.width)
        lines.append(canvas.paint(line, .faint))
      }
      if other > 5 {
        lines.append(canvas.paint("  … and \(other - 5) more (--format json)", .faint))
      }
    }
    return lines.isEmpty ? [] : [""] + lines
  }
}
