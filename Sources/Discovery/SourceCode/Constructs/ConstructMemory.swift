/// What the catalogue says of symbols, worked out once for each by those who ask for one after another.
final class ConstructMemory {
  private let catalog: ConstructCatalog
  /// By the number of the question.
  private var known = [[SymbolName: [Construct]]](repeating: [:], count: questions)
  private var count = 0
  private static let limit = 65_536

  private static let questions = SourceFamily.allCases.count * Construct.Form.allCases.count

  init(_ catalog: ConstructCatalog) { self.catalog = catalog }

  /// The constructs that a symbol, used in that way, stands for, the most exactly named first.
  func constructs(
    for symbol: SymbolName, _ form: Construct.Form, in family: SourceFamily
  ) -> [Construct] {
    let question = family.number * Construct.Form.allCases.count + form.number
    if let found = known[question][symbol] { return found }
    let found = catalog.constructs(for: symbol, form, in: family)
    if count >= Self.limit {
      known = Array(repeating: [:], count: Self.questions)
      count = 0
    }
    count += 1
    known[question][symbol] = found
    return found
  }
}

extension SourceFamily {
  /// Its place among all of them.
  fileprivate var number: Int {
    switch self {
    case .python: 0
    case .script: 1
    case .java: 2
    case .kotlin: 3
    case .csharp: 4
    case .go: 5
    case .rust: 6
    case .swift: 7
    case .scala: 8
    case .php: 9
    case .dart: 10
    case .ruby: 11
    }
  }
}

extension Construct.Form {
  /// Its place among all of them.
  fileprivate var number: Int {
    switch self {
    case .call: 0
    case .decorator: 1
    case .subclass: 2
    case .reference: 3
    case .method: 4
    }
  }
}
