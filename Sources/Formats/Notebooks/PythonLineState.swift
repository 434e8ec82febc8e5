/// Knows, line by line, whether a statement of Python can begin: not within brackets, in a string over
/// several lines, or behind a backslash.
struct PythonLineState {
  private var depth = 0
  /// The quote of an open string over several lines.
  private var quote: UInt8?
  private var isContinued = false

  var isStatementStart: Bool { depth == 0 && quote == nil && !isContinued }

  mutating func pass(_ line: ArraySlice<UInt8>) {
    var index = line.startIndex
    isContinued = false
    while index < line.endIndex {
      let byte = line[index]
      if let open = quote {
        if byte == Byte.backslash {
          index += 2
        } else if byte == open, Self.isTriple(line, index) {
          quote = nil
          index += 3
        } else {
          index += 1
        }
        continue
      }
      switch byte {
      case Byte.hash: return
      case Byte.quote, Byte.apostrophe:
        if Self.isTriple(line, index) {
          quote = byte
          index += 3
        } else {
          index = Self.end(ofStringAt: index, in: line)
        }
        continue
      case 0x28, Byte.openBracket, Byte.openBrace: depth += 1
      case 0x29, Byte.closeBracket, Byte.closeBrace: depth = max(0, depth - 1)
      case Byte.backslash: isContinued = index == line.endIndex - 1
      default: break
      }
      index += 1
    }
  }

  private static func isTriple(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
    index + 2 < line.endIndex && line[index + 1] == line[index] && line[index + 2] == line[index]
  }

  /// Behind the closing quote, or the end of the line.
  private static func end(ofStringAt start: Int, in line: ArraySlice<UInt8>) -> Int {
    var index = start + 1
    while index < line.endIndex, line[index] != line[start] {
      index += line[index] == Byte.backslash ? 2 : 1
    }
    return min(index + 1, line.endIndex)
  }
}
