/// An outline as bytes: a header of counts, then the tables as they lie in memory. For use on the machine
/// that wrote it; what is read back is checked, so that damaged bytes give nothing rather than harm.
extension SourceOutline {
  /// The outline as bytes.
  public var encoded: [UInt8] { tables.encoded }

  /// Reads an outline back; nil where the bytes are none.
  public convenience init?(encoded bytes: some Collection<UInt8>) {
    guard let tables = OutlineTables(encoded: bytes) else { return nil }
    self.init(tables)
  }
}

extension OutlineTables {
  private static let mark: Int32 = 0x4953_4F35

  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    let counts: [Int32] = [
      Self.mark, Int32(SourceLanguage.allCases.firstIndex(of: language) ?? 0), count(nodes),
      count(imports), count(functions), count(parameters), count(classes),
      count(bases), count(assignments), count(returns), count(decorators),
      count(calls), count(texts.ends), count(texts.bytes), homeText,
    ]
    bytes.reserveCapacity(
      counts.count * 4 + nodes.count * 24 + texts.bytes.count + texts.ends.count * 4 + 4096)
    Self.append(counts, to: &bytes)
    Self.append(nodes, to: &bytes)
    Self.append(imports, to: &bytes)
    Self.append(functions, to: &bytes)
    Self.append(parameters, to: &bytes)
    Self.append(classes, to: &bytes)
    Self.append(bases, to: &bytes)
    Self.append(assignments, to: &bytes)
    Self.append(returns, to: &bytes)
    Self.append(decorators, to: &bytes)
    Self.append(calls, to: &bytes)
    Self.append(texts.ends, to: &bytes)
    bytes += texts.bytes
    return bytes
  }

  init?(encoded bytes: some Collection<UInt8>) {
    let whole =
      bytes.withContiguousStorageIfAvailable { Self.read(UnsafeRawBufferPointer($0)) }
      ?? Array(bytes).withUnsafeBytes { Self.read($0) }
    guard let outline = whole, outline.isSound else { return nil }
    self = outline
  }

  private static func read(_ bytes: UnsafeRawBufferPointer) -> OutlineTables? {
    var reader = RowReader(bytes: bytes)
    guard let counts = reader.rows(Int32.self, 15), counts[0] == mark,
      SourceLanguage.allCases.indices.contains(Int(counts[1]))
    else { return nil }
    var outline = OutlineTables(language: SourceLanguage.allCases[Int(counts[1])])
    guard let nodes = reader.rows(OutlineNode.self, counts[2]),
      let imports = reader.rows(OutlineImport.self, counts[3]),
      let functions = reader.rows(OutlineFunction.self, counts[4]),
      let parameters = reader.rows(OutlineParameter.self, counts[5]),
      let classes = reader.rows(OutlineClass.self, counts[6]),
      let bases = reader.rows(Int32.self, counts[7]),
      let assignments = reader.rows(OutlineAssignment.self, counts[8]),
      let returns = reader.rows(OutlineReturn.self, counts[9]),
      let decorators = reader.rows(Int32.self, counts[10]),
      let calls = reader.rows(Int32.self, counts[11]),
      let ends = reader.rows(Int32.self, counts[12]),
      let text = reader.rows(UInt8.self, counts[13])
    else { return nil }
    outline.homeText = counts[14]
    outline.nodes = nodes
    outline.imports = imports
    outline.functions = functions
    outline.parameters = parameters
    outline.classes = classes
    outline.bases = bases
    outline.assignments = assignments
    outline.returns = returns
    outline.decorators = decorators
    outline.calls = calls
    outline.texts.ends = ends
    outline.texts.bytes = text
    return outline
  }

  /// Whether every index leads into its table, and no chain of nodes comes back to itself.
  private var isSound: Bool {
    let (nodeCount, textCount) = (count(nodes), count(texts.ends))
    func isNode(_ index: Int32) -> Bool { index >= 0 && index < nodeCount }
    func isNodeOrNone(_ index: Int32) -> Bool { index >= -1 && index < nodeCount }
    func isText(_ index: Int32) -> Bool { index >= 0 && index < textCount }
    func isTextOrNone(_ index: Int32) -> Bool { index >= -1 && index < textCount }
    func isScope(_ code: Int32, before function: Int32, _ definition: Int32) -> Bool {
      code >= -definition && code <= function
    }
    let (functionCount, classCount) = (count(functions), count(classes))
    var end: Int32 = 0
    for next in texts.ends {
      guard next >= end, next <= count(texts.bytes) else { return false }
      end = next
    }
    for node in nodes {
      guard let kind = SourceExpression.Kind(rawValue: node.kind), isNodeOrNone(node.child),
        isNodeOrNone(node.next), isScope(node.scope, before: functionCount, classCount)
      else { return false }
      switch kind {
      case .function: guard node.text >= 0, node.text < functionCount else { return false }
      case .classDefinition: guard node.text >= 0, node.text < classCount else { return false }
      default: guard isTextOrNone(node.text) else { return false }
      }
    }
    guard isForest, isTextOrNone(homeText) else { return false }
    return imports.allSatisfy {
      (0...4).contains($0.kind) && isText($0.module) && isTextOrNone($0.name)
        && isTextOrNone($0.alias) && isScope($0.scope, before: functionCount, classCount)
    }
      && functions.enumerated().allSatisfy { index, row in
        isText(row.name) && isNodeOrNone(row.result)
          && isScope(row.scope, before: Int32(index), classCount)
          && Self.isRange(row.firstParameter, row.parameters, parameters.count)
          && Self.isRange(row.firstDecorator, row.decorators, decorators.count)
      }
      && parameters.allSatisfy {
        isText($0.name) && isNodeOrNone($0.annotation) && isNodeOrNone($0.value)
      }
      && classes.enumerated().allSatisfy { index, row in
        isText(row.name) && isScope(row.scope, before: functionCount, Int32(index))
          && Self.isRange(row.firstBase, row.bases, bases.count)
          && Self.isRange(row.firstDecorator, row.decorators, decorators.count)
      }
      && areScopesNested
      && bases.allSatisfy(isNode) && decorators.allSatisfy(isNode)
      && calls.allSatisfy(isNode)
      && assignments.allSatisfy {
        isNode($0.target) && isNode($0.value)
          && isScope($0.scope, before: functionCount, classCount)
      }
      && returns.allSatisfy {
        isNode($0.value) && isScope($0.scope, before: functionCount, classCount)
      }
  }

  /// Whether following the links of nodes always ends: each has one parent, so it is enough that all are
  /// reached from those that have none.
  private var isForest: Bool {
    nodes.withUnsafeBufferPointer { nodes in
      var hasParent = [Bool](repeating: false, count: nodes.count)
      for node in nodes {
        if node.child >= 0 {
          guard !hasParent[Int(node.child)] else { return false }
          hasParent[Int(node.child)] = true
        }
        if node.next >= 0 {
          guard !hasParent[Int(node.next)] else { return false }
          hasParent[Int(node.next)] = true
        }
      }
      var (reached, pending): (Int, [Int32]) = (0, [])
      for root in nodes.indices where !hasParent[root] {
        pending.append(Int32(truncatingIfNeeded: root))
        while let node = pending.popLast() {
          reached += 1
          if nodes[Int(node)].child >= 0 { pending.append(nodes[Int(node)].child) }
          if nodes[Int(node)].next >= 0 { pending.append(nodes[Int(node)].next) }
        }
      }
      return reached == nodes.count
    }
  }

  /// Whether going outwards from every definition ends at the file.
  private var areScopesNested: Bool {
    let limit = functions.count + classes.count
    func ends(_ code: Int32) -> Bool {
      var (scope, steps) = (Scope(code: code), 0)
      while !scope.isFile, steps <= limit {
        scope = parent(of: scope)
        steps += 1
      }
      return scope.isFile
    }
    return functions.allSatisfy { ends($0.scope) } && classes.allSatisfy { ends($0.scope) }
  }

  private static func isRange(_ first: Int32, _ count: Int32, _ limit: Int) -> Bool {
    first >= 0 && count >= 0 && Int(first) + Int(count) <= limit
  }

  private func count<Row>(_ table: [Row]) -> Int32 { Int32(truncatingIfNeeded: table.count) }

  private static func append<Row: BitwiseCopyable>(_ rows: [Row], to bytes: inout [UInt8]) {
    rows.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Reads rows of words one after another.
private struct RowReader {
  let bytes: UnsafeRawBufferPointer
  var offset = 0

  mutating func rows<Row: BitwiseCopyable>(_ type: Row.Type, _ count: Int32) -> [Row]? {
    guard count >= 0 else { return nil }
    let size = MemoryLayout<Row>.stride * Int(count)
    guard size <= bytes.count - offset else { return nil }
    defer { offset += size }
    let part = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + size])
    return [Row](unsafeUninitializedCapacity: Int(count)) { rows, filled in
      UnsafeMutableRawBufferPointer(rows).copyMemory(from: part)
      filled = Int(count)
    }
  }
}
