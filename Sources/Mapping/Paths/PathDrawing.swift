internal import Estate

/// A path diagram as SVG, self-contained and without scripts.
extension PathDiagram {
  private enum Measure {
    static let width = 180
    static let height = 44
    static let gapX = 130
    static let gapY = 26
    static let margin = 16
    /// Characters of a name that fit into a box.
    static let characters = 26
  }

  public var svg: String {
    let width = 2 * Measure.margin + columns * Measure.width + (columns - 1) * Measure.gapX
    let height = 2 * Measure.margin + rows * Measure.height + (rows - 1) * Measure.gapY
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" "
        + "role=\"img\" font-family=\"sans-serif\" font-size=\"12\">",
      "<title>Attack paths</title>",
      "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" "
        + "markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>",
    ]
    lines += arrows.map(line)
    lines += boxes.map(rectangle)
    return (lines + ["</svg>", ""]).joined(separator: "\n")
  }

  private var columns: Int { (boxes.map(\.layer).max() ?? 0) + 1 }
  private var rows: Int { (boxes.map(\.row).max() ?? 0) + 1 }

  private func left(_ box: Box) -> Int {
    Measure.margin + box.layer * (Measure.width + Measure.gapX)
  }

  private func top(_ box: Box) -> Int {
    Measure.margin + box.row * (Measure.height + Measure.gapY)
  }

  private func rectangle(_ box: Box) -> String {
    let (x, y) = (left(box), top(box))
    let name =
      box.name.count > Measure.characters
      ? box.name.prefix(Measure.characters - 1) + "…" : box.name
    return "<g><title>\(Self.escaped(box.id.text))</title>"
      + "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(Measure.width)\" height=\"\(Measure.height)\" "
      + "rx=\"4\" fill=\"#f6f8fa\" stroke=\"#57606a\"/>"
      + "<text x=\"\(x + 8)\" y=\"\(y + 18)\" fill=\"#57606a\">\(box.kind)</text>"
      + "<text x=\"\(x + 8)\" y=\"\(y + 35)\">\(Self.escaped(name))</text></g>"
  }

  private func line(_ arrow: Arrow) -> String {
    let (from, to) = (boxes[arrow.from], boxes[arrow.to])
    let x1 = left(from) + Measure.width
    let y1 = top(from) + Measure.height / 2
    let (x2, y2) = (left(to), top(to) + Measure.height / 2)
    let bend = Measure.gapX / 2
    let (labelX, labelY) = ((x1 + x2) / 2, (y1 + y2) / 2 - 4)
    return "<path d=\"M\(x1) \(y1)C\(x1 + bend) \(y1) \(x2 - bend) \(y2) \(x2) \(y2)\" "
      + "fill=\"none\" stroke=\"#57606a\" marker-end=\"url(#head)\"/>"
      + "<text x=\"\(labelX)\" y=\"\(labelY)\" font-size=\"9\" text-anchor=\"middle\">"
      + "\(arrow.label)</text>"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // XML allows no other control characters.
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value & 0xFFFE == 0xFFFE:
        escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
