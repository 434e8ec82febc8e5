import Estate

/// Names for ids of what files define: the same wherever the lines of a file stand, and no other's.
struct SymbolTable {
  private struct Owned: Hashable {
    let kind: AssetKind
    let key: ThingKey
  }

  private struct Named: Hashable {
    let kind: AssetKind
    let unit: Int
    var symbol: String
  }

  private var byKey: [Owned: String] = [:]
  private var owners: [Named: ThingKey] = [:]
  /// The last number that a wished name was given: none before it is free.
  private var numbers: [Named: Int] = [:]

  /// The name of a thing: as wished where nothing else of the file has it, else with a number.
  mutating func symbol(
    _ base: String, for key: ThingKey, _ kind: AssetKind, unit: Int
  ) -> String {
    let owned = Owned(kind: kind, key: key)
    if let symbol = byKey[owned] { return symbol }
    let wished = Named(kind: kind, unit: unit, symbol: base)
    var (name, number) = (wished, numbers[wished] ?? 1)
    if number > 1 { name.symbol = "\(base)~\(number)" }
    while let other = owners[name], other != key {
      number += 1
      name.symbol = "\(base)~\(number)"
    }
    numbers[wished] = number
    owners[name] = key
    byKey[owned] = name.symbol
    return name.symbol
  }
}
