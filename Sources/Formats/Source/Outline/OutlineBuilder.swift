/// Makes the outline of a file.
struct OutlineBuilder {
  private let structure: SourceStructure
  private let depth: OutlineDepth
  private var outline: OutlineTables
  private var texts = TextTableBuilder()
  /// Numbers in the outline by those in the structure.
  private var numbers: [Int32]

  /// Longest text that is kept; of longer ones the beginning.
  private static let longestText = 64 << 10

  init(_ structure: SourceStructure, _ depth: OutlineDepth) {
    self.structure = structure
    self.depth = depth
    outline = OutlineTables(language: structure.language)
    numbers = Array(repeating: -1, count: structure.nodes.count)
  }

  mutating func build() -> SourceOutline {
    if let home = structure.home { outline.homeText = texts.add(home) }
    addImports()
    addFunctions()
    addClasses()
    addAssignments()
    for value in structure.returns where depth == .whole || value.scope.function != nil {
      outline.returns.append(OutlineReturn(value: copy(value.value), scope: value.scope.code))
    }
    addCalls()
    outline.texts = texts.table
    return SourceOutline(outline)
  }

  private mutating func addImports() {
    for item in structure.imports {
      let kind: Int32 =
        switch item.kind {
        case .module: 0
        case .member: 1
        case .all: 2
        case .reexport: 3
        case .dynamic: 4
        }
      outline.imports.append(
        OutlineImport(
          kind: kind, isTypeOnly: item.isTypeOnly ? 1 : 0,
          level: Int32(truncatingIfNeeded: item.level), module: texts.add(item.module),
          name: item.name.map { texts.add($0) } ?? -1,
          alias: item.alias.map { texts.add($0) } ?? -1,
          line: Int32(truncatingIfNeeded: item.line), scope: item.scope.code))
    }
  }

  private mutating func addFunctions() {
    for function in structure.functions {
      let first = outline.parameters.count
      for parameter in function.parameters {
        outline.parameters.append(
          OutlineParameter(
            name: texts.add(parameter.name), annotation: copy(parameter.annotation),
            value: copy(parameter.defaultValue)))
      }
      let decorators = addDecorators(function.decorators)
      outline.functions.append(
        OutlineFunction(
          name: texts.add(function.name), scope: function.scope.code,
          line: Int32(truncatingIfNeeded: function.line),
          firstParameter: Int32(truncatingIfNeeded: first),
          parameters: Int32(truncatingIfNeeded: function.parameters.count),
          firstDecorator: decorators.first, decorators: decorators.count,
          result: copy(function.result)))
    }
  }

  private mutating func addClasses() {
    for definition in structure.classes {
      let first = outline.bases.count
      for base in definition.bases { outline.bases.append(copy(base)) }
      let decorators = addDecorators(definition.decorators)
      outline.classes.append(
        OutlineClass(
          name: texts.add(definition.name), scope: definition.scope.code,
          line: Int32(truncatingIfNeeded: definition.line),
          firstBase: Int32(truncatingIfNeeded: first),
          bases: Int32(truncatingIfNeeded: definition.bases.count),
          firstDecorator: decorators.first, decorators: decorators.count,
          isExtension: definition.isExtension ? 1 : 0))
    }
  }

  private mutating func addDecorators(_ range: Range<Int>) -> (first: Int32, count: Int32) {
    let first = outline.decorators.count
    for index in range {
      outline.decorators.append(copy(structure.decorators[index].expression))
    }
    return (Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: range.count))
  }

  private mutating func addAssignments() {
    for assignment in structure.assignments {
      if depth == .definitions, assignment.scope.function != nil,
        structure.kind(of: assignment.target) != .member
      {
        continue
      }
      outline.assignments.append(
        OutlineAssignment(
          target: copy(assignment.target), value: copy(assignment.value),
          scope: assignment.scope.code, augments: assignment.isAugmented ? 1 : 0))
    }
  }

  private mutating func addCalls() {
    for call in structure.calls {
      if numbers[Int(call.index)] < 0 {
        guard depth == .whole, let root = rootName(of: call), isKnown(root) else { continue }
        _ = copy(call)
      }
      outline.calls.append(numbers[Int(call.index)])
    }
  }

  // MARK: Roots

  /// Names that the file gives a meaning to.
  private lazy var known = Self.names(in: structure)

  private static func names(in structure: SourceStructure) -> TextTableBuilder {
    var names = TextTableBuilder()
    for name in ["self", "this", "super"] { _ = names.add(name) }
    for name in ofLanguage(structure.language) { _ = names.add(name) }
    for item in structure.imports {
      if let name = item.localName { _ = names.add(name) }
      _ = names.add(String(item.module.prefix { $0 != "." && $0 != "/" }))
      if let last = item.module.split(separator: "/").last { _ = names.add(String(last)) }
    }
    for function in structure.functions {
      _ = names.add(function.name)
      for parameter in function.parameters { _ = names.add(parameter.name) }
    }
    for definition in structure.classes { _ = names.add(definition.name) }
    for assignment in structure.assignments {
      addNames(in: assignment.target, of: structure, to: &names, 0)
    }
    return names
  }

  /// Names of a language and its hosts that are called for what they do: `exec(code)`, `Deno.serve(handler)`.
  private static func ofLanguage(_ language: SourceLanguage) -> [String] {
    switch language {
    case .python: ["exec", "eval", "compile", "open"]
    case .javascript, .typescript, .tsx: ["eval", "fetch", "Deno", "Bun"]
    default: []
    }
  }

  /// The names that the target of an assignment gives a meaning to: `model, (x, y) = load()`.
  private static func addNames(
    in target: SourceExpression, of structure: SourceStructure,
    to names: inout TextTableBuilder, _ depth: Int
  ) {
    switch structure.kind(of: target) {
    case .name: withBytes(of: structure, structure.range(of: target)) { _ = names.add($0) }
    case .tuple, .list, .object, .pair, .spread:
      guard depth < 4 else { return }
      var child = structure.node(target).child
      while child >= 0 {
        addNames(in: SourceExpression(child), of: structure, to: &names, depth + 1)
        child = structure.nodes[Int(child)].next
      }
    default: break
    }
  }

  private static func withBytes<Result>(
    of structure: SourceStructure, _ range: Range<Int>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    structure.bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range.clamped(to: 0..<$0.count)]))
    }
  }

  /// Other languages bring names in without naming them.
  private mutating func isKnown(_ name: Range<Int>) -> Bool {
    switch structure.language {
    case .python, .javascript, .typescript, .tsx:
      let known = known
      return Self.withBytes(of: structure, name) { known.number(of: $0) != nil }
    default: return true
    }
  }

  /// Where the name stands that a chain of calls begins with.
  private func rootName(of call: SourceExpression) -> Range<Int>? {
    var current = call
    while true {
      let node = structure.node(current)
      switch node.kind {
      case .name:
        let token = structure.token(node.token)
        return Int(token.start)..<max(Int(token.start), Int(token.end))
      // `(agent.tools as any).push(x)`, `(await client).run()` begin with a name too.
      case .call, .member, .subscript, .tuple, .operation, .unary:
        guard node.child >= 0 else { return nil }
        current = SourceExpression(node.child)
      default: return nil
      }
    }
  }

  // MARK: Nodes

  private mutating func copy(_ expression: SourceExpression?) -> Int32 {
    expression.map { copy($0) } ?? -1
  }

  /// Where an expression begins; of a member, where its name stands.
  private func line(of node: ExpressionNode) -> Int32 {
    Int32(
      bitPattern: structure.token(node.kind == .member ? node.token : node.first).line)
  }

  private mutating func copy(_ expression: SourceExpression) -> Int32 {
    let index = Int(expression.index)
    if numbers[index] >= 0 { return numbers[index] }
    let node = structure.nodes[index]
    let number = Int32(truncatingIfNeeded: outline.nodes.count)
    numbers[index] = number
    outline.nodes.append(
      OutlineNode(
        kind: node.kind.rawValue, operation: OutlineOperation(node.symbol).rawValue,
        flags: node.flags.contains(.new) ? OutlineNode.isNew : 0,
        text: text(of: node, expression),
        line: line(of: node), child: -1, next: -1, scope: node.scope.code))
    if node.kind == .template {
      copyParts(of: expression, into: number, node)
    } else {
      var (last, child): (Int32, Int32) = (-1, node.child)
      while child >= 0 {
        link(copy(SourceExpression(child)), behind: &last, in: number)
        child = structure.nodes[Int(child)].next
      }
    }
    return number
  }

  private mutating func link(_ child: Int32, behind last: inout Int32, in parent: Int32) {
    if last < 0 {
      outline.nodes[Int(parent)].child = child
    } else {
      outline.nodes[Int(last)].next = child
    }
    last = child
  }

  /// The children of a template are its texts and holes, in order.
  private mutating func copyParts(
    of expression: SourceExpression, into number: Int32, _ node: ExpressionNode
  ) {
    var last: Int32 = -1
    for part in structure.parts(of: expression) {
      switch part {
      case .hole(let hole):
        guard numbers[Int(hole.index)] < 0 else { continue }
        link(copy(hole), behind: &last, in: number)
      case .text(let text):
        let piece = Int32(truncatingIfNeeded: outline.nodes.count)
        outline.nodes.append(
          OutlineNode(
            kind: SourceExpression.Kind.string.rawValue, operation: OutlineOperation.none.rawValue,
            flags: 0,
            text: add(text), line: outline.nodes[Int(number)].line, child: -1, next: -1,
            scope: node.scope.code))
        link(piece, behind: &last, in: number)
      }
    }
  }

  private mutating func text(of node: ExpressionNode, _ expression: SourceExpression) -> Int32 {
    switch node.kind {
    case .name, .member, .keyword, .number, .boolean:
      let token = structure.token(node.token)
      let range = Int(token.start)..<max(Int(token.start), Int(token.end))
      return structure.bytes.withUnsafeBufferPointer {
        texts.add(UnsafeBufferPointer(rebasing: $0[range.clamped(to: 0..<$0.count)]))
      }
    case .list where structure.token(node.token).kind == .name:
      // The type of its elements, as Go has it.
      let token = structure.token(node.token)
      return Self.withBytes(
        of: structure, Int(token.start)..<max(Int(token.start), Int(token.end))
      ) { texts.add($0) }
    case .string: return add(structure.string(of: expression) ?? "")
    case .function, .classDefinition: return Int32(bitPattern: node.token)
    default: return -1
    }
  }

  private mutating func add(_ text: String) -> Int32 {
    guard text.utf8.count > Self.longestText else { return texts.add(text) }
    return texts.add(String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self))
  }
}

/// How much of a file its outline holds.
public enum OutlineDepth: Sendable {
  /// All definitions, values and calls.
  case whole
  /// What other files may ask for: definitions, values outside functions, what functions give back.
  case definitions
}

extension SourceStructure {
  /// What the file says to others.
  public func outline(_ depth: OutlineDepth = .whole) -> SourceOutline {
    var builder = OutlineBuilder(self, depth)
    return builder.build()
  }
}
