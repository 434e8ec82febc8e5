/// A line of a cell that IPython takes for itself: `!command`, `%magic`, `x = !command`, `?x`, `x?`.
struct LineMagic {
  enum Kind { case shell, magic, help }

  let kind: Kind
  /// Without the signs before it.
  let text: String

  /// Magics whose arguments are for a program of that name, or for a shell.
  private static let programs: Set<String> = [
    "pip", "pip3", "conda", "mamba", "micromamba", "uv", "pipenv", "poetry", "npm",
  ]
  private static let shells: Set<String> = ["sh", "bash", "system", "sx", "!"]

  /// Nil where the line is code. It must be the beginning of a statement.
  init?(_ line: ArraySlice<UInt8>) {
    guard let start = line.firstIndex(where: { $0 > 0x20 }) else { return nil }
    let text = line[start...]
    switch line[start] {
    case UInt8(ascii: "!"): self.init(shell: text.drop { $0 == UInt8(ascii: "!") })
    case UInt8(ascii: "%"): self.init(magic: text.drop { $0 == UInt8(ascii: "%") })
    case UInt8(ascii: "?"): self.init(.help, "")
    default:
      if let value = Self.assigned(text) {
        let rest = value.dropFirst()
        if value.first == UInt8(ascii: "!") {
          self.init(shell: rest)
        } else {
          self.init(magic: rest)
        }
      } else if Self.isHelp(text) {
        self.init(.help, "")
      } else if Self.isBareInstall(text) {
        self.init(.shell, String(decoding: text, as: UTF8.self))
      } else {
        return nil
      }
    }
  }

  private init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  private init(shell text: ArraySlice<UInt8>) {
    self.init(.shell, String(decoding: text, as: UTF8.self).trimmed)
  }

  private init(magic text: ArraySlice<UInt8>) {
    let plain = String(decoding: text, as: UTF8.self).trimmed
    let name = String(plain.prefix { !$0.isWhitespace })
    if Self.programs.contains(name) {
      self.init(.shell, plain)
    } else if Self.shells.contains(name) {
      self.init(.shell, String(plain.dropFirst(name.count)).trimmed)
    } else {
      self.init(.magic, plain)
    }
  }

  /// Magics that run the statement behind them, to measure it.
  private static let measures: Set<String> = [
    "time", "timeit", "prun", "memit", "lprun", "mprun", "snakeviz", "scalene", "pyinstrument",
  ]

  /// The statement that a magic only measures, in its place in the line: `%time model.fit(x, y)`, `best = %timeit -o f(x)`.
  static func measured(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    guard let sign = line.firstIndex(of: UInt8(ascii: "%")) else { return nil }
    let before = line[..<sign]
    let name = line[(sign + 1)...].prefix(while: Byte.isIdentifier)
    guard measures.contains(String(decoding: name, as: UTF8.self)) else { return nil }
    var rest = line[name.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
    // Options, of which those of one letter may take a value: `-n 10`, `-r3`, `-o`.
    while rest.first == UInt8(ascii: "-") {
      let option = rest.prefix { $0 > 0x20 }
      rest = rest[option.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
      if option.count == 2, "nrplsTDfum".utf8.contains(option[option.startIndex + 1]) {
        rest = rest.drop { $0 > 0x20 }.drop { $0 == 0x20 || $0 == 0x09 }
      }
    }
    guard let first = rest.first, Byte.isIdentifier(first) || "([{\"'".utf8.contains(first) else {
      return nil
    }
    return Array(before) + rest
  }

  /// What is assigned where that is a magic: `files = !ls`. Neither `!` nor `%` begins a value in Python.
  private static func assigned(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let equals = text.firstIndex(of: Byte.equals), equals > text.startIndex,
      text[..<equals].allSatisfy({ byte in
        Byte.isIdentifier(byte) || [0x20, Byte.comma, Byte.dot].contains(byte)
      })
    else { return nil }
    let value = text[(equals + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    guard let first = value.first, first == UInt8(ascii: "!") || first == UInt8(ascii: "%"),
      value.dropFirst().first != Byte.equals
    else { return nil }
    return value
  }

  /// `name?`, `module.name??`
  private static func isHelp(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.lastIndex(where: { $0 > 0x20 }), text[last] == UInt8(ascii: "?") else {
      return false
    }
    return text[...last].allSatisfy { byte in
      Byte.isIdentifier(byte) || ".?*[]".utf8.contains(byte)
    }
  }

  /// `pip install x`, which IPython takes without its sign.
  private static func isBareInstall(_ text: ArraySlice<UInt8>) -> Bool {
    ["pip install ", "pip3 install ", "conda install ", "mamba install "].contains {
      text.starts(with: $0.utf8)
    }
  }
}
