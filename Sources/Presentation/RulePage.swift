public import Assessment
public import Estate
import Formats
import Foundation
public import Terminal

/// One rule in full, for whoever must believe it or fix what it found.
public struct RulePage: Sendable {
  private let rule: Rule
  private let controls: [ControlReference]
  private let canvas: Canvas

  public init(_ rule: Rule, controls: [ControlReference], canvas: Canvas) {
    self.rule = rule
    self.controls = controls
    self.canvas = canvas
  }

  public func render() -> String {
    let document = RuleDocuments.node(of: rule)
    var lines = [
      canvas.paint(rule.title, .bold),
      canvas.paint("\(rule.id)  \(rule.severity.rawValue)  \(rule.category)", .faint),
    ]
    lines += section("Why it matters") + wrapped(rule.rationale)
    lines += section("What it looks for")
    for key in ["for", "when", "match", "where", "unless", "raise"] {
      guard let node = document[key] else { continue }
      lines += texts(of: node).enumerated().map { index, text in
        canvas.paint((index == 0 ? "  \(key)" : "").padded(to: 10), .faint)
          + canvas.paint(text.trimmingCharacters(in: .whitespacesAndNewlines), .plain)
      }
    }
    if !rule.parameters.isEmpty {
      lines += section("Parameters")
      lines += rule.parameters.map { parameter in
        canvas.paint(
          "  \(parameter.name) (\(parameter.type.rawValue)) = \(ValueJSON.encode(parameter.value)) "
            + (parameter.description ?? ""), .plain)
      }
    }
    lines += section("Fix") + wrapped(rule.fix)
    if !controls.isEmpty {
      lines += section("Controls")
      for (framework, list) in Dictionary(grouping: controls, by: \.framework).sorted(by: {
        $0.key < $1.key
      }) {
        lines.append(
          canvas.paint("  \(framework): \(list.map(\.control).joined(separator: ", "))", .plain))
      }
    }
    lines += section("Examples") + (document["tests"]?.items ?? []).flatMap(example)
    if !rule.references.isEmpty {
      lines += section("References") + rule.references.map { canvas.paint("  \($0)", .plain) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func example(_ test: DocumentNode) -> [String] {
    let expect = (test["expect"]?.entries ?? []).map { entry in
      "\(entry.key): \(texts(of: entry.value).joined(separator: ", "))"
    }
    var lines = [canvas.paint("  \(test["name"]?.scalar ?? "")", .plain)]
    lines += (test["graph"]?["nodes"]?.entries ?? []).map { entry in
      canvas.paint("      \(entry.key): \(texts(of: entry.value).joined(separator: " "))", .faint)
    }
    lines += (test["graph"]?["edges"]?.items ?? []).compactMap(\.scalar)
      .map { canvas.paint("      \($0)", .faint) }
    lines.append(
      canvas.paint(
        "      → \(expect.isEmpty ? "out of scope" : expect.joined(separator: "; "))", .faint))
    return lines
  }

  private func texts(of node: DocumentNode) -> [String] {
    if let scalar = node.scalar { return [scalar] }
    if node.isSequence { return node.items.flatMap(texts) }
    return [
      node.entries.map { "\($0.key): \(texts(of: $0.value).joined(separator: ", "))" }
        .joined(separator: "  ")
    ]
  }

  private func section(_ title: String) -> [String] { ["", canvas.paint(title, .cyan)] }

  private func wrapped(_ text: String) -> [String] {
    TextWidth.wrap(Sanitizer.line(text), to: canvas.textWidth - 2).map {
      "  " + canvas.paint($0, .plain)
    }
  }
}
