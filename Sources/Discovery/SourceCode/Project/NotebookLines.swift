/// Where the lines of a notebook's code come from: the cells, in order.
struct NotebookLines: Sendable, Equatable {
  /// First line of each cell of code in the joined text, counted from 1, with the number of the cell.
  var starts: [(line: Int, cell: Int)]

  /// The cell, and the line within it, of a line of the joined text; all counted from 1.
  func place(ofLine line: Int) -> (cell: Int, line: Int)? {
    guard let start = starts.last(where: { $0.line <= line }) else { return nil }
    return (start.cell, line - start.line + 1)
  }

  static func == (left: NotebookLines, right: NotebookLines) -> Bool {
    left.starts.elementsEqual(right.starts) { $0 == $1 }
  }
}
