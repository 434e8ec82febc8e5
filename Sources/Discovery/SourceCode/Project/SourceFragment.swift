import Formats

/// What is kept of a source file until all are read.
struct SourceFragment: Sendable {
  let outline: SourceOutline
  let cells: NotebookLines?
  /// Whether the file itself uses AI; others matter for what they define.
  let isRelevant: Bool

  init(outline: SourceOutline, cells: NotebookLines? = nil, isRelevant: Bool) {
    self.outline = outline
    self.cells = cells
    self.isRelevant = isRelevant
  }

  private static let mark: [UInt8] = [0x53, 0x46, 0x31]

  /// As bytes: a mark, whether it is relevant, the cells, the outline.
  var encoded: [UInt8] {
    var bytes = Self.mark + [isRelevant ? 1 : 0]
    let starts = cells?.starts ?? []
    Self.append(cells == nil ? -1 : Int32(truncatingIfNeeded: starts.count), to: &bytes)
    for start in starts {
      Self.append(Int32(truncatingIfNeeded: start.line), to: &bytes)
      Self.append(Int32(truncatingIfNeeded: start.cell), to: &bytes)
      Self.append(Int32(truncatingIfNeeded: start.reported), to: &bytes)
    }
    return bytes + outline.encoded
  }

  /// Nil where the bytes are no fragment.
  init?(encoded bytes: [UInt8]) {
    guard bytes.count >= 8, bytes.starts(with: Self.mark) else { return nil }
    var offset = 4
    func word() -> Int32? {
      guard offset + 4 <= bytes.count else { return nil }
      defer { offset += 4 }
      return bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int32($1) }
    }
    guard let count = word(), count >= -1, Int(count) <= bytes.count / 12 else { return nil }
    var cells: NotebookLines?
    if count >= 0 {
      var starts: [NotebookCode.Start] = []
      for _ in 0..<count {
        guard let line = word(), let cell = word(), let reported = word() else { return nil }
        starts.append(
          NotebookCode.Start(line: Int(line), cell: Int(cell), reported: Int(reported)))
      }
      cells = NotebookLines(starts: starts)
    }
    guard let outline = SourceOutline(encoded: bytes[offset...]) else { return nil }
    self.init(outline: outline, cells: cells, isRelevant: bytes[3] == 1)
  }

  private static func append(_ value: Int32, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
