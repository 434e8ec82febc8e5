/// One pattern in the syntax of `.gitignore` (gitignore(5)), also used by CODEOWNERS and `isobar.yaml`.
///
/// Matching takes time proportional to pattern × path, whatever the pattern: `*` and `**` are each
/// retried from their last position only.
public struct PathPattern: Sendable, Hashable {
  /// Whether the pattern takes back what an earlier one matched: it began with `!`.
  public let isNegated: Bool
  /// Whether it matches folders only: it ended with `/`.
  public let matchesFoldersOnly: Bool
  private let segments: [Segment]

  /// Reads one line; nil for blank lines, comments and patterns that match nothing.
  public init?(_ line: some StringProtocol) {
    var bytes = Array(line.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    Self.trimTrailingSpaces(&bytes)
    guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { bytes.removeFirst() }
    matchesFoldersOnly = bytes.last == UInt8(ascii: "/")
    if matchesFoldersOnly { bytes.removeLast() }
    let isAnchored = bytes.contains(UInt8(ascii: "/"))
    if bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
    guard !bytes.isEmpty else { return nil }
    var segments = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
      .map { Segment(Array($0)) }
    if !isAnchored { segments.insert(.anyFolders, at: 0) }
    // A trailing `**` means everything inside, not the folder itself.
    if segments.count > 1, segments.last == .anyFolders { segments.append(.any) }
    self.segments = segments
  }

  /// Whether the pattern matches a path, given as its parts relative to the folder of the pattern.
  public func matches(_ path: ArraySlice<Substring>, isFolder: Bool) -> Bool {
    if matchesFoldersOnly && !isFolder { return false }
    var (part, segment) = (path.startIndex, segments.startIndex)
    var retry: (part: Int, segment: Int)?
    while part < path.endIndex {
      if segment < segments.endIndex, segments[segment] == .anyFolders {
        retry = (part, segment + 1)
        segment += 1
        continue
      }
      if segment < segments.endIndex, segments[segment].matches(path[part]) {
        part += 1
        segment += 1
        continue
      }
      guard let last = retry else { return false }
      retry = (last.part + 1, last.segment)
      (part, segment) = (last.part + 1, last.segment)
    }
    while segment < segments.endIndex, segments[segment] == .anyFolders { segment += 1 }
    return segment == segments.endIndex
  }

  /// A part that every path has which it matches; nil where there is none.
  var literal: String? {
    for case .literal(let bytes) in segments { return String(decoding: bytes, as: UTF8.self) }
    return nil
  }

  private static func trimTrailingSpaces(_ bytes: inout [UInt8]) {
    while bytes.last == UInt8(ascii: " ") || bytes.last == UInt8(ascii: "\t") {
      let escaped = bytes.dropLast().reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
      if escaped { return }
      bytes.removeLast()
    }
  }
}

extension PathPattern {
  /// What one part of a path must look like.
  private enum Segment: Sendable, Hashable {
    /// `**`: any number of folders.
    case anyFolders
    /// `*` alone.
    case any
    case literal([UInt8])
    case wildcard([Token])

    init(_ bytes: [UInt8]) {
      if bytes == Array("**".utf8) {
        self = .anyFolders
      } else if bytes == Array("*".utf8) {
        self = .any
      } else {
        let tokens = Token.parse(bytes)
        let literal = tokens.compactMap(\.byte)
        self = literal.count == tokens.count ? .literal(literal) : .wildcard(tokens)
      }
    }

    func matches(_ part: Substring) -> Bool {
      switch self {
      case .anyFolders, .any: true
      case .literal(let bytes): part.utf8.elementsEqual(bytes)
      case .wildcard(let tokens): Token.match(tokens, Array(part.utf8))
      }
    }
  }

  private enum Token: Sendable, Hashable {
    case byte(UInt8)
    case one
    case many
    case set([ClosedRange<UInt8>], negated: Bool)

    var byte: UInt8? { if case .byte(let byte) = self { byte } else { nil } }

    static func parse(_ bytes: [UInt8]) -> [Token] {
      var tokens: [Token] = []
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        switch byte {
        case UInt8(ascii: "\\"):
          guard index < bytes.count else { return tokens }
          tokens.append(.byte(bytes[index]))
          index += 1
        case UInt8(ascii: "*"):
          if tokens.last != .many { tokens.append(.many) }
        case UInt8(ascii: "?"): tokens.append(.one)
        case UInt8(ascii: "["):
          if let (set, next) = set(bytes, from: index) {
            tokens.append(set)
            index = next
          } else {
            tokens.append(.byte(byte))
          }
        default: tokens.append(.byte(byte))
        }
      }
      return tokens
    }

    private static func set(_ bytes: [UInt8], from start: Int) -> (Token, Int)? {
      var index = start
      var ranges: [ClosedRange<UInt8>] = []
      let negated =
        index < bytes.count
        && (bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^"))
      if negated { index += 1 }
      let first = index
      while index < bytes.count {
        var low = bytes[index]
        if low == UInt8(ascii: "]"), index > first {
          return (.set(ranges, negated: negated), index + 1)
        }
        if low == UInt8(ascii: "\\"), index + 1 < bytes.count {
          index += 1
          low = bytes[index]
        }
        index += 1
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "-"),
          bytes[index + 1] != UInt8(ascii: "]")
        else {
          ranges.append(low...low)
          continue
        }
        let high = bytes[index + 1]
        if low <= high { ranges.append(low...high) }
        index += 2
      }
      return nil
    }

    static func match(_ tokens: [Token], _ text: [UInt8]) -> Bool {
      var (token, index) = (0, 0)
      var retry: (token: Int, index: Int)?
      while index < text.count {
        if token < tokens.count {
          if tokens[token] == .many {
            retry = (token + 1, index)
            token += 1
            continue
          }
          if tokens[token].accepts(text[index]) {
            token += 1
            index += 1
            continue
          }
        }
        guard let last = retry else { return false }
        retry = (last.token, last.index + 1)
        (token, index) = (last.token, last.index + 1)
      }
      return tokens[token...].allSatisfy { $0 == .many }
    }

    private func accepts(_ byte: UInt8) -> Bool {
      switch self {
      case .byte(let own): own == byte
      case .one: true
      case .many: false
      case .set(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
      }
    }
  }
}
