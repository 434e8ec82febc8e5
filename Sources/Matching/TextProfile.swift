/// What kind of text a file is, by its first bytes.
public enum TextProfile: Sendable, Hashable {
  /// UTF-8, or another encoding that keeps ASCII as it is.
  case plain
  case utf16(bigEndian: Bool)
  case utf32(bigEndian: Bool)
  /// Not text.
  case binary

  public var isBinary: Bool { self == .binary }

  /// Judges the head of a file. A null byte makes it binary, except in UTF-16 and UTF-32 that begin
  /// with their byte order mark and are well formed.
  public init(head: some Collection<UInt8>) {
    let head = Array(head)
    if head.starts(with: [0xFF, 0xFE, 0, 0]), Self.isUTF32(head, bigEndian: false) {
      self = .utf32(bigEndian: false)
    } else if head.starts(with: [0, 0, 0xFE, 0xFF]), Self.isUTF32(head, bigEndian: true) {
      self = .utf32(bigEndian: true)
    } else if head.starts(with: [0xFF, 0xFE]), Self.isUTF16(head, bigEndian: false) {
      self = .utf16(bigEndian: false)
    } else if head.starts(with: [0xFE, 0xFF]), Self.isUTF16(head, bigEndian: true) {
      self = .utf16(bigEndian: true)
    } else {
      self = head.contains(0) ? .binary : .plain
    }
  }

  /// Whether the whole units of the head are text: no control characters, no lone surrogates.
  private static func isUTF16(_ head: [UInt8], bigEndian: Bool) -> Bool {
    var expectsLow = false
    for index in stride(from: 2, to: head.count - 1, by: 2) {
      let (first, second) = (UInt16(head[index]), UInt16(head[index + 1]))
      let unit = bigEndian ? first << 8 | second : second << 8 | first
      let isLow = 0xDC00...0xDFFF ~= unit
      guard isLow == expectsLow, isLow || isText(UInt32(unit)) else { return false }
      expectsLow = 0xD800...0xDBFF ~= unit
    }
    return true
  }

  private static func isUTF32(_ head: [UInt8], bigEndian: Bool) -> Bool {
    for index in stride(from: 4, to: head.count - 3, by: 4) {
      let unit = head[index..<index + 4]
      let value =
        bigEndian
        ? unit.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        : unit.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      guard Unicode.Scalar(value) != nil, isText(value) else { return false }
    }
    return true
  }

  /// Anything but control characters other than those of layout, and non-characters.
  private static func isText(_ value: UInt32) -> Bool {
    (value >= 0x20 || 0x08...0x0D ~= value || value == 0x1B) && value & 0xFFFE != 0xFFFE
  }
}
