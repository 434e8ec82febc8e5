/// A table for people: columns as wide as their content, the last of them cut to the terminal.
public struct TextTable: Sendable {
  public struct Cell: Sendable {
    public let text: String
    public let style: Style
    /// Whether the end of the text says most, as in a path.
    public let keepsEnd: Bool

    public init(_ text: String, _ style: Style = .plain, keepsEnd: Bool = false) {
      self.text = text
      self.style = style
      self.keepsEnd = keepsEnd
    }
  }

  private let headers: [String]
  /// Columns that give way first when the terminal is narrow, by position.
  private let flexible: Set<Int>
  private var rows: [[Cell]] = []

  public init(_ headers: [String], flexible: Set<Int>) {
    self.headers = headers
    self.flexible = flexible
  }

  public var isEmpty: Bool { rows.isEmpty }

  public mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The lines of the table, headers first.
  public func render(on canvas: Canvas) -> [String] {
    let widths = widths(for: canvas.width)
    let header = line(headers.map { Cell($0, .faint) }, widths, canvas)
    return [header] + rows.map { line($0, widths, canvas) }
  }

  private func widths(for limit: Int) -> [Int] {
    var widths = headers.map { TextWidth.columns($0) }
    for row in rows {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], TextWidth.columns(Sanitizer.line(cell.text)))
      }
    }
    // The widest flexible column gives way until the line fits, down to its header at last.
    var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - limit
    for floor in [12, 1] {
      while excess > 0 {
        let candidates = flexible.filter {
          widths[$0] > max(floor, TextWidth.columns(headers[$0]))
        }
        guard let widest = candidates.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else {
          break
        }
        widths[widest] -= 1
        excess -= 1
      }
    }
    return widths
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ canvas: Canvas) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let safe = Sanitizer.line(cell.text)
      let text =
        cell.keepsEnd
        ? TextWidth.cutHead(safe, to: widths[column]) : TextWidth.cut(safe, to: widths[column])
      line += canvas.paint(text, cell.style)
      guard column < cells.count - 1 else { break }
      line += String(repeating: " ", count: widths[column] - TextWidth.columns(text) + 2)
    }
    return line
  }
}
