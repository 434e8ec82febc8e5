/// What a source file says to others: imports, definitions, values and calls, with their texts. Made of a
/// `SourceStructure` without its tokens and bytes, it is small enough to keep for every file of a
/// repository, and is written and read back without being taken apart.
///
/// An object, as it is handed around while its tables never change.
public final class SourceOutline: Sendable {
  let tables: OutlineTables
  /// Those of the tables: they are asked for all the time.
  @usableFromInline let nodes: [OutlineNode]

  init(_ tables: OutlineTables) {
    self.tables = tables
    nodes = tables.nodes
  }

  public var language: SourceLanguage { tables.language }
  var functionTable: [OutlineFunction] { tables.functions }
  var classTable: [OutlineClass] { tables.classes }
  var texts: TextTable { tables.texts }

  /// An expression: an index into the outline.
  public typealias Expression = Int32

  // MARK: Expressions

  @inlinable public var expressionCount: Int { nodes.count }

  @inlinable
  public func kind(_ node: Expression) -> SourceExpression.Kind {
    SourceExpression.Kind(rawValue: nodes[Int(node)].kind) ?? .opaque
  }

  public func operation(_ node: Expression) -> OutlineOperation {
    OutlineOperation(rawValue: nodes[Int(node)].operation) ?? .other
  }

  /// Whether a call makes an object by `new`.
  public func isNew(_ node: Expression) -> Bool {
    nodes[Int(node)].flags & OutlineNode.isNew != 0
  }

  /// Line of the first byte, counted from 1.
  @inlinable
  public func line(_ node: Expression) -> Int { Int(nodes[Int(node)].line) }

  public func scope(_ node: Expression) -> Scope { Scope(code: nodes[Int(node)].scope) }

  /// The name of a name, member or named argument; the text of a literal; nil of others.
  public func text(_ node: Expression) -> String? {
    let node = nodes[Int(node)]
    guard node.text >= 0, node.kind != SourceExpression.Kind.function.rawValue,
      node.kind != SourceExpression.Kind.classDefinition.rawValue
    else { return nil }
    return texts[node.text]
  }

  /// Number of the text of a node in the outline, to compare names without making strings.
  @inlinable
  public func textIndex(_ node: Expression) -> Int32 { nodes[Int(node)].text }

  /// Number of different texts.
  public var textCount: Int { texts.count }

  /// The bytes of the text of a literal, without making a string of them.
  public func withBytes<Result>(
    of node: Expression, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let number = nodes[Int(node)].text
    return texts.bytes.withUnsafeBufferPointer { bytes in
      body(UnsafeBufferPointer(rebasing: bytes[number < 0 ? 0..<0 : texts.range(number)]))
    }
  }

  public func text(at index: Int32) -> String? { index < 0 ? nil : texts[index] }

  @inlinable
  public func children(_ node: Expression) -> Children {
    Children(nodes: nodes, upcoming: nodes[Int(node)].child)
  }

  @inlinable
  public func firstChild(_ node: Expression) -> Expression? {
    let child = nodes[Int(node)].child
    return child < 0 ? nil : child
  }

  /// The child of an expression that has just one.
  public func onlyChild(_ node: Expression) -> Expression? {
    var children = children(node)
    guard let first = children.next(), children.next() == nil else { return nil }
    return first
  }

  /// The children of an expression, in order.
  public struct Children: Sequence, IteratorProtocol {
    @usableFromInline let nodes: [OutlineNode]
    @usableFromInline var upcoming: Int32

    @usableFromInline
    init(nodes: [OutlineNode], upcoming: Int32) {
      self.nodes = nodes
      self.upcoming = upcoming
    }

    @inlinable
    public mutating func next() -> Expression? {
      guard upcoming >= 0 else { return nil }
      defer { upcoming = nodes[Int(upcoming)].next }
      return upcoming
    }
  }

  /// The arguments of a call or literal of a type, without what is called.
  public func arguments(_ call: Expression) -> [Expression] {
    var arguments: [Expression] = []
    var children = children(call)
    guard children.next() != nil else { return arguments }
    while let child = children.next() {
      if kind(child) != .declared { arguments.append(child) }
    }
    return arguments
  }

  /// The first type between the angles of a call: `add<Type>()`.
  public func typeArgument(_ call: Expression) -> Expression? {
    children(call).dropFirst().first { kind($0) == .declared }.flatMap(firstChild)
  }

  /// The key of a pair that is a name or string.
  public func key(ofPair pair: Expression) -> String? {
    keyIndex(ofPair: pair).flatMap { text(at: $0) }
  }

  /// Number of the text of that key.
  public func keyIndex(ofPair pair: Expression) -> Int32? {
    switch kind(pair) {
    case .keyword: return textIndex(pair)
    case .pair:
      guard let key = firstChild(pair) else { return nil }
      switch kind(key) {
      case .name, .string, .number: return textIndex(key)
      default: return nil
      }
    default: return nil
    }
  }

  /// The value of a pair or named argument.
  public func value(ofPair pair: Expression) -> Expression? {
    let first = firstChild(pair)
    guard kind(pair) == .pair, let first else { return first }
    let next = nodes[Int(first)].next
    return next < 0 ? nil : next
  }

  /// The index of the function or class that an expression of that kind is.
  public func definition(_ node: Expression) -> Int { Int(nodes[Int(node)].text) }

  // MARK: Definitions

  public var functionCount: Int { functionTable.count }
  public var classCount: Int { classTable.count }
  public var calls: [Expression] { tables.calls }

  public func functionName(_ index: Int) -> String { texts[functionTable[index].name] }
  /// Number of the text; nil of functions without a name.
  public func functionNameIndex(_ index: Int) -> Int32? { named(functionTable[index].name) }
  public func functionLine(_ index: Int) -> Int { Int(functionTable[index].line) }
  public func functionScope(_ index: Int) -> Scope { Scope(code: functionTable[index].scope) }
  public func functionResult(_ index: Int) -> Expression? {
    let result = functionTable[index].result
    return result < 0 ? nil : result
  }

  public func functionDecorators(_ index: Int) -> ArraySlice<Expression> {
    let function = functionTable[index]
    return slice(tables.decorators, function.firstDecorator, function.decorators)
  }

  /// A parameter: name, annotation, default.
  public struct Parameter: Sendable {
    fileprivate let texts: TextTable
    /// Number of the text of its name.
    public let nameIndex: Int32
    public let annotation: Expression?
    public let value: Expression?

    public var name: String { texts[nameIndex] }
  }

  public func parameters(_ function: Int) -> [Parameter] {
    let row = functionTable[function]
    return slice(tables.parameters, row.firstParameter, row.parameters).map(parameter)
  }

  /// One of the parameters; nil where there are fewer.
  public func parameter(_ index: Int, of function: Int) -> Parameter? {
    let row = functionTable[function]
    guard (0..<Int(row.parameters)).contains(index) else { return nil }
    return parameter(tables.parameters[Int(row.firstParameter) + index])
  }

  private func parameter(_ row: OutlineParameter) -> Parameter {
    Parameter(
      texts: texts, nameIndex: row.name, annotation: row.annotation < 0 ? nil : row.annotation,
      value: row.value < 0 ? nil : row.value)
  }

  public func hasParameters(_ function: Int) -> Bool { functionTable[function].parameters > 0 }

  /// Numbers of the names of the parameters.
  public func parameterNameIndices(_ function: Int) -> [Int32] {
    let row = functionTable[function]
    return slice(tables.parameters, row.firstParameter, row.parameters).map(\.name)
  }

  /// The decorators of all definitions.
  public var decoratorCalls: Set<Expression> { Set(tables.decorators) }

  public func className(_ index: Int) -> String { texts[classTable[index].name] }
  /// Number of the text; nil of classes without a name.
  public func classNameIndex(_ index: Int) -> Int32? { named(classTable[index].name) }
  public func classLine(_ index: Int) -> Int { Int(classTable[index].line) }
  /// Whether a class adds to a type that stands elsewhere: `extension Server { … }`.
  public func isExtension(_ index: Int) -> Bool { classTable[index].isExtension != 0 }
  public func classScope(_ index: Int) -> Scope { Scope(code: classTable[index].scope) }
  public func classDecorators(_ index: Int) -> ArraySlice<Expression> {
    slice(tables.decorators, classTable[index].firstDecorator, classTable[index].decorators)
  }
  public func bases(_ index: Int) -> ArraySlice<Expression> {
    slice(tables.bases, classTable[index].firstBase, classTable[index].bases)
  }

  /// A value given to a target.
  public struct AssignedValue: Sendable {
    public let target: Expression
    public let value: Expression
    public let scope: Scope
    /// Whether it adds to the value that was there: `+=`.
    public let isAugmented: Bool
  }

  public var assignmentCount: Int { tables.assignments.count }
  public func assignment(_ index: Int) -> AssignedValue {
    let row = tables.assignments[index]
    return AssignedValue(
      target: row.target, value: row.value, scope: Scope(code: row.scope),
      isAugmented: row.augments != 0)
  }

  /// The values that functions give back, with the function.
  public var returns: [(value: Expression, scope: Scope)] {
    tables.returns.map { ($0.value, Scope(code: $0.scope)) }
  }

  /// The package or namespace that the file is a part of, its parts joined by dots.
  public var home: String? { text(at: tables.homeText) }

  public var imports: [Import] {
    tables.imports.map { row in
      let kinds: [Import.Kind] = [.module, .member, .all, .reexport, .dynamic]
      return Import(
        kind: kinds[Int(row.kind)], module: texts[row.module], level: Int(row.level),
        name: text(at: row.name), alias: text(at: row.alias), isTypeOnly: row.isTypeOnly != 0,
        line: Int(row.line), scope: Scope(code: row.scope))
    }
  }

  /// What a function or class stands in.
  public func parent(of scope: Scope) -> Scope { tables.parent(of: scope) }

  /// Names from the outermost definition to this one, such as `Desk.answer`.
  public func qualifiedName(of scope: Scope) -> String {
    var names: [String] = []
    var current = scope
    while !current.isFile {
      if let index = current.function { names.append(functionName(index)) }
      if let index = current.classDefinition { names.append(className(index)) }
      current = parent(of: current)
    }
    return names.reversed().filter { !$0.isEmpty }.joined(separator: ".")
  }

  private func named(_ text: Int32) -> Int32? { texts.range(text).isEmpty ? nil : text }

  private func slice<Row>(_ table: [Row], _ first: Int32, _ count: Int32) -> ArraySlice<Row> {
    table[Int(first)..<Int(first + count)]
  }
}
