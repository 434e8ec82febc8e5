import Formats

/// What expressions are known to be worth, by file and expression.
///
/// Arrays rather than a dictionary: every expression of a repository is asked for, many several times.
struct KnownMeanings {
  struct Entry {
    let meaning: Meaning
    /// Whether it is the same whatever the functions around are given.
    let isFixed: Bool
  }

  /// Of each expression the number of its entry, from 1; 0 where nothing is known. Empty for files that
  /// nothing was asked of.
  private var numbers: [[Int32]]
  private var entries: [Entry] = []

  private static let underWay: Int32 = -1
  /// Known to have no value that could be told: most expressions, which need no entries.
  private static let unknown: Int32 = -2
  private static let fixedUnknown: Int32 = -3

  init(units: Int) { numbers = [[Int32]](repeating: [], count: units) }

  var count: Int { entries.count }

  /// Forgets all but what is under way.
  mutating func removeAll() {
    entries = []
    for unit in numbers.indices {
      for node in numbers[unit].indices where numbers[unit][node] > 0 { numbers[unit][node] = 0 }
    }
  }

  func entry(_ number: Int32) -> Entry? {
    switch number {
    case 1...: entries[Int(number) - 1]
    case Self.unknown: Entry(meaning: .unknown, isFixed: false)
    case Self.fixedUnknown: Entry(meaning: .unknown, isFixed: true)
    default: nil
    }
  }

  func number(_ place: CodePlace) -> Int32 {
    let row = numbers[place.unit]
    return row.isEmpty ? 0 : row[Int(place.node)]
  }

  func isUnderWay(_ number: Int32) -> Bool { number == Self.underWay }

  /// Marks an expression as being looked at.
  mutating func begin(_ place: CodePlace, of unit: SourceUnit) {
    if numbers[place.unit].isEmpty {
      numbers[place.unit] = [Int32](repeating: 0, count: unit.outline.expressionCount)
    }
    numbers[place.unit][Int(place.node)] = Self.underWay
  }

  /// Ends it with nothing new known.
  mutating func end(_ place: CodePlace, _ number: Int32) {
    // What was known before may have been forgotten meanwhile.
    numbers[place.unit][Int(place.node)] = number <= entries.count ? number : 0
  }

  mutating func end(_ place: CodePlace, _ meaning: Meaning, isFixed: Bool) {
    let number: Int32
    if meaning.isUnknown {
      number = isFixed ? Self.fixedUnknown : Self.unknown
    } else {
      entries.append(Entry(meaning: meaning, isFixed: isFixed))
      number = Int32(truncatingIfNeeded: entries.count)
    }
    numbers[place.unit][Int(place.node)] = number
  }
}
