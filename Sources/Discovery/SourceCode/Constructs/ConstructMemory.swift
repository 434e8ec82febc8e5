/// What the catalogue says of symbols, worked out once for each by those who ask for one after another.
final class ConstructMemory {
  private let catalog: ConstructCatalog
  private var known: [Question: [SymbolName: [Construct]]] = [:]
  private var count = 0
  private static let limit = 65_536

  private struct Question: Hashable {
    let family: SourceFamily
    let form: Construct.Form
  }

  init(_ catalog: ConstructCatalog) { self.catalog = catalog }

  /// The constructs that a symbol, used in that way, stands for, the most exactly named first.
  func constructs(
    for symbol: SymbolName, _ form: Construct.Form, in family: SourceFamily
  ) -> [Construct] {
    let question = Question(family: family, form: form)
    if let found = known[question]?[symbol] { return found }
    let found = catalog.constructs(for: symbol, form, in: family)
    if count >= Self.limit { (known, count) = ([:], 0) }
    count += 1
    known[question, default: [:]][symbol] = found
    return found
  }
}
