import Formats

/// Where the lines of a notebook's code come from: the cells, in order.
struct NotebookLines: Sendable, Equatable {
  var starts: [NotebookCode.Start]

  /// The cell, and the line to report, of a line of the joined text. The cell is nil for what stands
  /// before the first.
  func place(ofLine line: Int) -> (cell: Int?, line: Int)? {
    // The last of several that start at the same line: those before are empty.
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle].line <= line { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let start = starts[low - 1]
    return (start.cell > 0 ? start.cell : nil, start.reported + line - start.line)
  }
}
