import Formats

/// What expressions are known to be worth, by file and expression.
///
/// Arrays rather than a dictionary: every expression of a repository is asked for, many several times.
struct KnownMeanings: Sendable {
  struct Entry: Sendable {
    let meaning: Meaning
    /// Whether it is the same whatever the functions around are given.
    let isFixed: Bool
  }

  /// Of each expression the number of its entry, from 1; 0 where nothing is known. Empty for files that
  /// nothing was asked of.
  private var numbers: [[Int32]]
  /// The entries, page after page, so that nothing is moved as they become more.
  private var pages: [[Entry]] = []
  /// The page from which on the entries of each file are counted.
  private var firstPages: [Int]
  private(set) var count = 0

  private static let pageBits = 11
  private static let pageSize = 1 << pageBits

  private static let underWay: Int32 = -1
  /// Known to have no value that could be told: most expressions, which need no entries.
  private static let unknown: Int32 = -2
  private static let fixedUnknown: Int32 = -3

  init(units: Int) {
    numbers = [[Int32]](repeating: [], count: units)
    firstPages = [Int](repeating: 0, count: units)
  }

  /// Forgets all but what is under way.
  mutating func removeAll() {
    pages = []
    count = 0
    for unit in numbers.indices {
      firstPages[unit] = 0
      for node in numbers[unit].indices where numbers[unit][node] > 0 { numbers[unit][node] = 0 }
    }
  }

  /// What is known of some files, and nothing else.
  func only(_ units: Range<Int>) -> KnownMeanings {
    var known = KnownMeanings(units: numbers.count)
    for unit in units {
      var row = numbers[unit]
      for node in row.indices where row[node] > 0 {
        let (page, place) = self.place(row[node], of: unit)
        row[node] = known.append(pages[page][place], of: unit)
      }
      known.numbers[unit] = row
    }
    return known
  }

  /// Takes over what another knows of some files, and of no others, in place of what is known of these.
  mutating func adopt(_ other: KnownMeanings, of units: Range<Int>) {
    let first = pages.count
    pages += other.pages
    count += other.count
    for unit in units {
      numbers[unit] = other.numbers[unit]
      firstPages[unit] = first + other.firstPages[unit]
    }
  }

  private mutating func append(_ entry: Entry, of unit: Int) -> Int32 {
    if pages.last.map({ $0.count == Self.pageSize }) ?? true {
      pages.append([])
      pages[pages.count - 1].reserveCapacity(Self.pageSize)
    }
    let page = pages.count - 1
    pages[page].append(entry)
    count += 1
    return Int32(
      truncatingIfNeeded: (page - firstPages[unit]) << Self.pageBits + pages[page].count)
  }

  private func place(_ number: Int32, of unit: Int) -> (page: Int, place: Int) {
    let number = Int(number) - 1
    return (firstPages[unit] + number >> Self.pageBits, number & (Self.pageSize - 1))
  }

  func entry(_ number: Int32, at place: CodePlace) -> Entry? {
    switch number {
    case 1...:
      let (page, index) = self.place(number, of: place.unit)
      return pages[page][index]
    case Self.unknown: return Entry(meaning: .unknown, isFixed: false)
    case Self.fixedUnknown: return Entry(meaning: .unknown, isFixed: true)
    default: return nil
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
    var known = number
    if number > 0 {
      let (page, index) = self.place(number, of: place.unit)
      if page >= pages.count || index >= pages[page].count { known = 0 }
    }
    numbers[place.unit][Int(place.node)] = known
  }

  mutating func end(_ place: CodePlace, _ meaning: Meaning, isFixed: Bool) {
    let number: Int32
    if meaning.isUnknown {
      number = isFixed ? Self.fixedUnknown : Self.unknown
    } else {
      number = append(Entry(meaning: meaning, isFixed: isFixed), of: place.unit)
    }
    numbers[place.unit][Int(place.node)] = number
  }
}
