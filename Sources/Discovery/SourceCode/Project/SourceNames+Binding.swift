import Formats

/// Gives the names of a file their meanings.
extension SourceNames {
  mutating func bind() {
    for (index, item) in imports.enumerated() {
      guard item.kind != .all else {
        openImports.append(item)
        continue
      }
      guard let name = localName(of: item) else { continue }
      add(.imported(index), name, item.scope)
      if family == .go, item.localName == nil {
        for other in Self.packageNames(name) { add(.imported(index), other, item.scope) }
      }
      // Types are known by their names in languages that import namespaces.
      if item.kind == .module || item.kind == .reexport, opensModules { openImports.append(item) }
    }
    for index in 0..<outline.functionCount {
      if let name = outline.functionNameIndex(index) {
        add(.function(index), name, outline.functionScope(index))
      }
      for (position, name) in outline.parameterNameIndices(index).enumerated() {
        add(Self.parameter(position, of: index), name, Scope(function: index))
      }
    }
    for index in 0..<outline.classCount where !outline.isExtension(index) {
      if let name = outline.classNameIndex(index) {
        add(.definition(index), name, outline.classScope(index))
      }
    }
    for index in 0..<outline.assignmentCount {
      bind(outline.assignment(index))
      noteMember(index)
    }
    for item in outline.returns {
      if let function = item.scope.function { returns[function, default: []].append(item.value) }
    }
    for index in 0..<outline.functionCount {
      if let result = outline.functionResult(index), outline.kind(result) != .block {
        returns[index, default: []].append(result)
      }
    }
    bindings.seal()
    if family == .script || family == .php { bindMembersOfConstructors() }
    for call in outline.calls { bindAddition(call) }
    if family == .python {
      for index in 0..<outline.assignmentCount {
        bindEntry(outline.assignment(index))
        bindGlobal(outline.assignment(index))
      }
    }
    if family == .python { bindComprehensions() }
    if family == .script {
      for index in 0..<outline.assignmentCount { bindKey(outline.assignment(index)) }
    }
    bindings.seal()
  }

  /// The variable of the first clause of each comprehension.
  private mutating func bindComprehensions() {
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      switch outline.kind(node) {
      case .list, .set, .object: break
      default: continue
      }
      var children = outline.children(node)
      guard children.next() != nil, let clause = children.next(),
        outline.kind(clause) == .operation, outline.operation(clause) == .membership
      else { continue }
      var parts = outline.children(clause)
      guard let target = parts.next(), outline.kind(target) == .name, let values = parts.next()
      else { continue }
      comprehensions[outline.textIndex(target), default: []].append(
        SourceUnit.Comprehension(values: values, span: span(node), valuesSpan: span(values)))
    }
  }

  /// An expression and all within it.
  private func span(_ node: SourceOutline.Expression) -> ClosedRange<SourceOutline.Expression> {
    var last = node
    while true {
      var end: SourceOutline.Expression?
      for child in outline.children(last) { end = child }
      guard let end, end > last else { return node...last }
      last = end
    }
  }

  private var opensModules: Bool { [.csharp, .swift, .ruby, .dart].contains(family) }

  /// Parameters of a constructor that are members of the class, unless it says itself what these are:
  /// `constructor(private readonly llm: LlmService) {}`.
  mutating func bindMembersOfConstructors() {
    for index in 0..<outline.functionCount
    where ["constructor", "__construct"].contains(outline.functionName(index)) {
      let owner = outline.functionScope(index)
      guard owner.classDefinition != nil else { continue }
      for (position, parameter) in outline.parameters(index).enumerated() {
        let name = parameter.name.first == "$" ? String(parameter.name.dropFirst()) : parameter.name
        guard bindings(of: name, in: owner).isEmpty else { continue }
        add(Self.parameter(position, of: index), name, owner)
      }
    }
  }

  private static func parameter(_ index: Int, of function: Int) -> Binding {
    .parameter(
      function: Int32(truncatingIfNeeded: function), index: Int32(truncatingIfNeeded: index))
  }

  /// Where a variable lives that is given a value in a scope: those of an instance in Ruby in its class.
  func holder(of target: SourceOutline.Expression, in scope: Scope) -> Scope {
    guard family == .ruby, scope.function != nil, outline.text(target)?.hasPrefix("@") == true
    else { return scope }
    return enclosingClass(scope) ?? scope
  }

  /// What else a Go package may be called whose path ends so: `anthropic-sdk-go` is `anthropic`, `mcp-golang`
  /// is `mcp_golang`.
  static func packageNames(_ name: String) -> [String] {
    guard name.contains("-") else { return [] }
    let parts = name.split(separator: "-").filter { !["sdk", "golang", "client"].contains($0) }
    return [name.replacing("-", with: "_"), parts.joined(separator: "_"), parts.joined()]
      .filter { !$0.isEmpty }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  func localName(of item: Import) -> String? {
    if let name = item.localName { return name }
    switch family {
    case .python: return item.module.split(separator: ".").first.map(String.init)
    case .go:
      let parts = item.module.split(separator: "/").map(String.init)
      // `github.com/openai/openai-go/v2`: the last part that is no version.
      let last = parts.last { part in
        !(part.first == "v" && part.count > 1 && part.dropFirst().allSatisfy(\.isNumber))
      }
      return last.map { last in
        let plain = last.hasPrefix("go-") ? String(last.dropFirst(3)) : last
        // Of `anthropic-sdk-go` the package is `anthropic`; no name of one holds a hyphen.
        let package = plain.hasSuffix("-go") ? String(plain.dropLast(3)) : plain
        return (package.hasSuffix("-sdk") ? String(package.dropLast(4)) : package)
          .replacing("-", with: "_")
      }
    default:
      return item.module.split(whereSeparator: { ".:\\/".contains($0) }).last
        .map(String.init)
    }
  }

  mutating func add(_ binding: Binding, _ name: String, _ scope: Scope) {
    guard let number = textNumbers.number(of: name) else { return }
    add(binding, number, scope)
  }

  mutating func add(_ binding: Binding, _ name: Int32, _ scope: Scope) {
    bindings.add(binding, name, scope)
  }

  mutating func bind(_ assignment: SourceOutline.AssignedValue) {
    if let name = targetIndex(assignment.target), name >= 0 {
      assignedNames[assignment.value] = name
      if assignment.isAugmented { added.insert(assignment.value) }
    }
    switch outline.kind(assignment.target) {
    case .name:
      let scope = holder(of: assignment.target, in: assignment.scope)
      add(.value(assignment.value), outline.textIndex(assignment.target), scope)
    case .member:
      // `self.x = …` is a member of the class that the function stands in.
      guard let owner = ownerOfSelf(assignment.target, assignment.scope) else { return }
      add(.value(assignment.value), outline.textIndex(assignment.target), owner)
    case .tuple, .list:
      let targets = Array(outline.children(assignment.target))
      let values = Array(outline.children(assignment.value))
      let kind = outline.kind(assignment.value)
      guard kind == .tuple || kind == .list else {
        // Of several results, as Go gives them, the first is the value; elsewhere each is a part of it.
        bindParts(targets, of: assignment, [])
        return
      }
      for (target, value) in zip(targets, values) where outline.kind(target) == .name {
        add(.value(value), outline.textIndex(target), assignment.scope)
      }
    case .object:
      for entry in outline.children(assignment.target) where outline.kind(entry) == .pair {
        guard let key = outline.key(ofPair: entry), let target = outline.value(ofPair: entry),
          outline.kind(target) == .name
        else { continue }
        add(.part(of: assignment.value, key), outline.textIndex(target), assignment.scope)
      }
    default: break
    }
  }

  /// `models["price"] = x`
  mutating func bindEntry(_ assignment: SourceOutline.AssignedValue) {
    guard outline.kind(assignment.target) == .subscript,
      let object = outline.firstChild(assignment.target), outline.kind(object) == .name,
      let scope = scope(binding: outline.textIndex(object), from: assignment.scope)
    else { return }
    add(.entry(assignment.value, key: nil), outline.textIndex(object), scope)
  }

  /// `tools.search = x`, `tools["search"] = x`, of what was an object of the text before.
  private mutating func bindKey(_ assignment: SourceOutline.AssignedValue) {
    let kind = outline.kind(assignment.target)
    guard kind == .member || kind == .subscript,
      let object = outline.firstChild(assignment.target), outline.kind(object) == .name,
      let scope = scope(binding: outline.textIndex(object), from: assignment.scope),
      bindings[outline.textIndex(object), scope].contains(where: { binding in
        if case .value(let node) = binding { outline.kind(node) == .object } else { false }
      })
    else { return }
    let parts = kind == .subscript ? Array(outline.children(assignment.target).prefix(2)) : []
    let key =
      kind == .member
      ? outline.text(assignment.target)
      : parts.count == 2 && outline.kind(parts[1]) == .string ? outline.text(parts[1]) : nil
    add(.entry(assignment.value, key: key), outline.textIndex(object), scope)
  }

  /// `model = load()` in a function, of what the file says only that there is nothing yet: `model = None`.
  private mutating func bindGlobal(_ assignment: SourceOutline.AssignedValue) {
    guard assignment.scope.function != nil, outline.kind(assignment.target) == .name else { return }
    let name = outline.textIndex(assignment.target)
    let known = bindings[name, .file]
    let isNothing = known.allSatisfy { binding in
      if case .value(let node) = binding { outline.kind(node) == .null } else { false }
    }
    let isOwn = bindings[name, assignment.scope].contains { binding in
      if case .parameter = binding { true } else { false }
    }
    guard !known.isEmpty, isNothing, !isOwn else { return }
    add(.value(assignment.value), name, .file)
  }

  /// The class around, where a member is one of `self`.
  func ownerOfSelf(_ member: SourceOutline.Expression, _ scope: Scope) -> Scope? {
    guard let object = outline.firstChild(member), outline.kind(object) == .name,
      let name = outline.text(object), SourceUnit.selfNames.contains(name)
    else { return nil }
    return enclosingClass(scope)
  }

  mutating func bindParts(
    _ targets: [SourceOutline.Expression], of assignment: SourceOutline.AssignedValue,
    _ around: [Part]
  ) {
    for (index, target) in targets.enumerated() where family != .go || index == 0 {
      let parts = around + [Part(index: index, count: targets.count)]
      switch outline.kind(target) {
      case .name where outline.text(target) != "_":
        add(
          family == .python ? .element(of: assignment.value, parts) : .value(assignment.value),
          outline.textIndex(target), assignment.scope)
      case .member where family == .python:
        guard let owner = ownerOfSelf(target, assignment.scope) else { continue }
        add(.element(of: assignment.value, parts), outline.textIndex(target), owner)
      case .tuple, .list:
        if parts.count <= 4 {
          bindParts(Array(outline.children(target)), of: assignment, parts)
        }
      default: break
      }
    }
  }

  /// `tools.append(x)` and its like.
  mutating func bindAddition(_ call: SourceOutline.Expression) {
    guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
      let object = outline.firstChild(callee), outline.kind(object) == .name,
      let method = outline.text(callee), Self.additions.contains(method)
    else { return }
    let name = outline.textIndex(object)
    guard let scope = scope(binding: name, from: outline.scope(call)) else { return }
    add(.addition(outline.arguments(call)), name, scope)
  }

  private static let additions: Set<String> = [
    "append", "extend", "push", "add", "addAll", "Add", "insert", "unshift", "concat",
  ]
}
