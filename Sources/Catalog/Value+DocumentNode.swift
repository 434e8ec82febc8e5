public import Estate
public import Formats

extension Value {
  /// The value that a node of a document stands for.
  public init(_ node: DocumentNode) {
    switch node.content {
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .text(let value): self = .text(value)
    case .sequence(let items): self = .list(items.map(Value.init))
    case .mapping(let entries):
      self = .map(
        Dictionary(entries.map { ($0.key, Value($0.value)) }, uniquingKeysWith: { _, last in last })
      )
    }
  }
}
