/// A computational notebook: its cells in order, without what they gave when they were run.
public struct Notebook: Sendable, Equatable {
  public struct Cell: Sendable, Equatable {
    public enum Kind: Sendable { case code, text, raw }

    /// Counted from 1 over all cells; 0 for what stands before the first.
    public var number: Int
    public var kind: Kind
    /// Language of its code, in lower case, where it is not that of the notebook.
    public var language: String?
    /// UTF-8 as it stands in the file, escapes resolved.
    public var source: [UInt8]
    /// The number by which its first line is reported: 1 where the file keeps cells apart from its own
    /// lines, else the line of the file.
    public var firstLine = 1
    /// Bytes of the file that are the cell with its outputs; empty where the file is plain text.
    public var range = 0..<0
    /// Where each line of the source starts in the file, then where the last ends; empty where the file is
    /// plain text.
    var lineOffsets: [Int] = []
  }

  public var format: NotebookFormat
  /// Language of its code, in lower case, such as `python`.
  public var language: String
  public var cells: [Cell]
  /// Why it was not read to its end: one line for people.
  public var problem: String?

  /// The cell that an offset in the file stands in, and the line in its source where it is in that: what
  /// has no line is metadata or an output.
  public func place(ofOffset offset: Int) -> (cell: Int, line: Int?)? {
    guard let cell = cells.last(where: { $0.range.lowerBound <= offset }),
      cell.range.contains(offset)
    else { return nil }
    guard let end = cell.lineOffsets.last,
      let line = cell.lineOffsets.dropLast().lastIndex(where: { $0 <= offset }), offset < end
    else { return (cell.number, nil) }
    return (cell.number, line + cell.firstLine)
  }

  /// The cell that a line of the file stands in, where the file is plain text.
  public func cell(atLine line: Int) -> Int? {
    guard format != .jupyter, format != .zeppelin,
      let cell = cells.last(where: { $0.firstLine <= line }), cell.number > 0
    else { return nil }
    return cell.number
  }
}
