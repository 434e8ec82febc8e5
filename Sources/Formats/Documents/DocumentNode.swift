/// A node of a JSON, YAML or TOML document, with the line that it starts on.
public struct DocumentNode: Sendable {
  public enum Content: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case sequence([DocumentNode])
    /// Entries in the order written. Where a key stands twice, readers take the last.
    case mapping([DocumentEntry])
  }

  public let content: Content
  /// Counted from 1; 0 where it is not known.
  public let line: Int

  public init(_ content: Content, line: Int) {
    self.content = content
    self.line = line
  }
}

public struct DocumentEntry: Sendable {
  public let key: String
  /// Line of the key.
  public let line: Int
  public let value: DocumentNode

  public init(key: String, line: Int, value: DocumentNode) {
    self.key = key
    self.line = line
    self.value = value
  }
}

extension DocumentNode {
  public subscript(key: String) -> DocumentNode? { entries.last { $0.key == key }?.value }

  /// The entries of a mapping; empty for anything else.
  public var entries: [DocumentEntry] {
    if case .mapping(let entries) = content { entries } else { [] }
  }

  /// The items of a sequence; empty for anything else.
  public var items: [DocumentNode] {
    if case .sequence(let items) = content { items } else { [] }
  }

  public var text: String? { if case .text(let value) = content { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }
  public var integer: Int? { if case .integer(let value) = content { value } else { nil } }

  public var number: Double? {
    switch content {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A scalar as text, however it was typed; nil for null, sequences and mappings.
  public var scalar: String? {
    switch content {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    default: nil
    }
  }

  /// The same node so many lines further down: of a document that stands in another.
  public func moved(by lines: Int) -> DocumentNode {
    let content: Content
    switch self.content {
    case .sequence(let items): content = .sequence(items.map { $0.moved(by: lines) })
    case .mapping(let entries):
      content = .mapping(
        entries.map {
          DocumentEntry(
            key: $0.key, line: $0.line == 0 ? 0 : $0.line + lines,
            value: $0.value.moved(by: lines))
        })
    default: content = self.content
    }
    return DocumentNode(content, line: line == 0 ? 0 : line + lines)
  }

  public var isNull: Bool { if case .null = content { true } else { false } }
  public var isMapping: Bool { if case .mapping = content { true } else { false } }
  public var isSequence: Bool { if case .sequence = content { true } else { false } }
}
