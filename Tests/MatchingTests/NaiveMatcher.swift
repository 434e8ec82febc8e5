import Matching

/// Finds literals and fixed-width classes by comparing at every offset: slow, and plainly right.
enum NaiveMatcher {
  /// A set of bytes for each position.
  struct Shape {
    let name: String
    let expression: String
    let syntax: Pattern.Syntax
    let ignoresCase: Bool
    let positions: [Set<UInt8>]

    var pattern: Pattern {
      Pattern(name: name, expression: expression, syntax: syntax, ignoresCase: ignoresCase)
    }

    static func literal(_ text: String, ignoresCase: Bool = false) -> Shape {
      let positions = text.utf8.map { byte -> Set<UInt8> in
        guard ignoresCase else { return [byte] }
        let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        return isLetter ? [byte | 0x20, byte & 0xDF] : [byte]
      }
      return Shape(
        name: text, expression: text, syntax: .literal, ignoresCase: ignoresCase,
        positions: positions)
    }

    static func regular(_ expression: String, _ positions: [Set<UInt8>]) -> Shape {
      Shape(
        name: expression, expression: expression, syntax: .regular, ignoresCase: false,
        positions: positions)
    }
  }

  static func hits(of shapes: [Shape], in bytes: [UInt8]) -> [PatternHit] {
    var hits: [PatternHit] = []
    for (number, shape) in shapes.enumerated() where shape.positions.count <= bytes.count {
      for start in 0...(bytes.count - shape.positions.count)
      where shape.positions.indices.allSatisfy({ shape.positions[$0].contains(bytes[start + $0]) })
      {
        hits.append(PatternHit(pattern: number, end: start + shape.positions.count))
      }
    }
    return hits.sorted()
  }
}
