/// What an opcode of Python's pickle machine reads and does, all protocols.
/// https://github.com/python/cpython/blob/main/Lib/pickletools.py
struct PickleOpcode: Sendable {
  enum Argument: Sendable {
    case none
    /// So many bytes, a number with the lowest first.
    case number(Int)
    /// Bytes after a length of so many bytes.
    case counted(Int)
    /// A line of decimal digits with an optional sign and `L`.
    case decimal
    /// A line with a floating-point number.
    case float
    /// A line with a quoted string.
    case quoted
    /// A line.
    case line
    /// Two lines that name a module and something in it.
    case name
  }

  enum Effect: Sendable {
    /// Takes so many values off the stack and puts so many on it.
    case stack(Int, Int)
    case mark
    /// Takes everything down to the mark, and leaves so many values below it that must be there.
    case toMark(below: Int)
    case stop
  }

  let argument: Argument
  let effect: Effect

  private init(_ argument: Argument, _ effect: Effect) {
    self.argument = argument
    self.effect = effect
  }

  /// By byte; nil where no opcode has it.
  static let all: [PickleOpcode?] = {
    var table = [PickleOpcode?](repeating: nil, count: 256)
    func set(_ codes: [UInt8], _ argument: Argument, _ effect: Effect) {
      for code in codes { table[Int(code)] = PickleOpcode(argument, effect) }
    }
    func set(_ letters: StaticString, _ argument: Argument, _ effect: Effect) {
      letters.withUTF8Buffer { set(Array($0), argument, effect) }
    }
    set("(", .none, .mark)
    set(".", .none, .stop)
    set("N])}", .none, .stack(0, 1))
    set("0", .none, .stack(1, 0))
    set("1", .none, .toMark(below: 0))
    set("2", .none, .stack(1, 2))
    set("IL", .decimal, .stack(0, 1))
    set("F", .float, .stack(0, 1))
    set("S", .quoted, .stack(0, 1))
    set("VP", .line, .stack(0, 1))
    set("J", .number(4), .stack(0, 1))
    set("K", .number(1), .stack(0, 1))
    set("M", .number(2), .stack(0, 1))
    set("G", .number(8), .stack(0, 1))
    set("TXB", .counted(4), .stack(0, 1))
    set("UC", .counted(1), .stack(0, 1))
    set("Q", .none, .stack(1, 1))
    set("R", .none, .stack(2, 1))
    set("b", .none, .stack(2, 1))
    set("a", .none, .stack(2, 1))
    set("s", .none, .stack(3, 1))
    set("eu", .none, .toMark(below: 1))
    set("dlto", .none, .toMark(below: 0))
    set("c", .name, .stack(0, 1))
    set("i", .name, .toMark(below: 0))
    set("g", .decimal, .stack(0, 1))
    set("p", .decimal, .stack(1, 1))
    set("h", .number(1), .stack(0, 1))
    set("j", .number(4), .stack(0, 1))
    set("q", .number(1), .stack(1, 1))
    set("r", .number(4), .stack(1, 1))
    set([0x80], .number(1), .stack(0, 0))
    set([0x81, 0x93], .none, .stack(2, 1))
    set([0x82], .number(1), .stack(0, 1))
    set([0x83], .number(2), .stack(0, 1))
    set([0x84], .number(4), .stack(0, 1))
    set([0x85], .none, .stack(1, 1))
    set([0x86], .none, .stack(2, 1))
    set([0x87], .none, .stack(3, 1))
    set([0x88, 0x89, 0x8F, 0x97], .none, .stack(0, 1))
    set([0x8A, 0x8C], .counted(1), .stack(0, 1))
    set([0x8B], .counted(4), .stack(0, 1))
    set([0x8D, 0x8E, 0x96], .counted(8), .stack(0, 1))
    set([0x90], .none, .toMark(below: 1))
    set([0x91], .none, .toMark(below: 0))
    set([0x92], .none, .stack(3, 1))
    set([0x94, 0x98], .none, .stack(1, 1))
    set([0x95], .number(8), .stack(0, 0))
    return table
  }()
}
