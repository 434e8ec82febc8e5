/// The form of a secret: gives the expression to look for, and reads a secret around its hit.
struct TokenShape: Sendable, Hashable {
  let parts: [TokenPart]
  /// Bytes of the runs.
  let alphabet: ByteSet
  /// Distances from the end of a hit back to where the match may start.
  private let reach: ClosedRange<Int>

  init(_ parts: [TokenPart]) {
    self.parts = parts
    alphabet = parts.reduce(ByteSet()) { set, part in
      if case .run(let own, _) = part { set.union(own) } else { set }
    }
    let needed = Self.needed(parts)
    let tail = needed.last?.shortest ?? 0
    let shortest = needed.reduce(0) { $0 + $1.shortest }
    reach = shortest...max(shortest, needed.dropLast().reduce(tail) { $0 + $1.longest })
  }

  /// A secret as it stands in a text.
  struct Match: Sendable, Hashable {
    let range: Range<Int>
    /// The runs: what differs from key to key.
    let body: [UInt8]
    /// The text at the start that all keys of the type have.
    let prefix: [UInt8]
  }

  /// Bytes that are the same in every secret: the more there are, the surer the type.
  var fixedCount: Int {
    parts.reduce(0) { total, part in
      if case .run = part { total } else { total + part.shortest }
    }
  }

  /// Expression of the shortest secret, so that a longer one gives one hit and not many.
  var expression: String {
    let needed = Self.needed(parts)
    return needed.enumerated().map { index, part in
      switch part {
      case .text(let text), .before(let text): Self.escaped(text)
      case .anyOf(let texts): "(?:" + texts.map(Self.escaped).joined(separator: "|") + ")"
      case .run(let set, let counts):
        if index == needed.count - 1 {
          set.expression + "{\(part.shortest)}"
        } else if counts == Array(part.shortest...part.longest) {
          set.expression + "{\(part.shortest),\(part.longest)}"
        } else {
          "(?:" + counts.map { set.expression + "{\($0)}" }.joined(separator: "|") + ")"
        }
      }
    }.joined()
  }

  /// The secret whose shortest form ends there; nil where its neighbours show that it is part of
  /// something longer.
  func match(_ bytes: [UInt8], endingAt end: Int) -> Match? {
    guard end <= bytes.count, end >= reach.lowerBound else { return nil }
    for start in max(0, end - reach.upperBound)...(end - reach.lowerBound) {
      guard TokenBoundary.isLeft(bytes, start, of: self) else { continue }
      var spans: [Range<Int>] = []
      guard let stop = read(bytes, start, 0, end, &spans) else { continue }
      var tokenStart = start
      if case .before(let text)? = parts.first { tokenStart += text.count }
      let body = zip(parts, spans).flatMap { part, span -> ArraySlice<UInt8> in
        if case .run = part { bytes[span] } else { [] }
      }
      let prefix = zip(parts, spans).prefix { part, _ in
        if case .run = part { false } else { true }
      }.last.map { bytes[tokenStart..<max(tokenStart, $0.1.upperBound)] }
      return Match(range: tokenStart..<stop, body: body, prefix: Array(prefix ?? []))
    }
    return nil
  }

  /// Reads the parts from one on, the longest first; gives where the last one ends.
  private func read(
    _ bytes: [UInt8], _ start: Int, _ part: Int, _ end: Int, _ spans: inout [Range<Int>]
  ) -> Int? {
    guard part < parts.count else {
      return start >= end && TokenBoundary.isRight(bytes, start, of: self) ? start : nil
    }
    func goOn(_ count: Int, _ spans: inout [Range<Int>]) -> Int? {
      spans.append(start..<start + count)
      if let stop = read(bytes, start + count, part + 1, end, &spans) { return stop }
      spans.removeLast()
      return nil
    }
    switch parts[part] {
    case .text(let text), .before(let text):
      return bytes[start...].starts(with: text) ? goOn(text.count, &spans) : nil
    case .anyOf(let texts):
      for text in texts where bytes[start...].starts(with: text) {
        if let stop = goOn(text.count, &spans) { return stop }
      }
      return nil
    case .run(let set, let counts):
      let limit = min(bytes.count - start, counts.last ?? 0)
      var length = 0
      while length < limit, set.contains(bytes[start + length]) { length += 1 }
      for count in counts.reversed() where count <= length {
        if let stop = goOn(count, &spans) { return stop }
      }
      return nil
    }
  }

  /// The parts up to the last that cannot be empty.
  private static func needed(_ parts: [TokenPart]) -> [TokenPart] {
    guard let last = parts.lastIndex(where: { $0.shortest > 0 }) else { return [] }
    return Array(parts[...last])
  }

  private static func escaped(_ text: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return text.map { "\\x\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }
}
