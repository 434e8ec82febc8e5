import Formats

/// One source file of a repository, with the names that it gives a meaning to.
final class SourceUnit: Sendable {
  let index: Int
  /// Relative to the target.
  let path: String
  let pathInRepository: String
  let repository: RepositoryIdentity
  /// Repository and path, for ids of what it defines.
  let native: String
  private let names: SourceNames
  /// What kind of place in the repository it is: `product`, `test`, …
  let scope: String
  /// Whether the file is of the product, or shows how people build one.
  var isAuthored: Bool { scope == "product" || scope == "example" }
  /// The cell of a notebook that each line stands in; empty for other files.
  let cells: NotebookLines?

  /// What a name stands for. Small, as there are many: what is seldom met is held elsewhere.
  enum Binding: Sendable {
    case value(SourceOutline.Expression)
    /// A key of a value: `const { tools, model } = settings`.
    indirect case part(of: SourceOutline.Expression, String)
    /// One of so many parts of a value: `model, size = build()`.
    indirect case element(of: SourceOutline.Expression, [Part])
    /// What a key of an object that has the name already is given: `models["price"] = x`; the key, where the
    /// text says which.
    indirect case entry(SourceOutline.Expression, key: String?)
    /// One more element of a list that has the name already.
    case addition([SourceOutline.Expression])
    case imported(Int)
    case function(Int)
    case definition(Int)
    case parameter(function: Int32, index: Int32)
  }

  /// `[f(x) for x in values]`
  struct Comprehension: Sendable {
    let values: SourceOutline.Expression
    /// The expressions of all of it, and of the values, which follow one another in an outline.
    let span: ClosedRange<SourceOutline.Expression>
    let valuesSpan: ClosedRange<SourceOutline.Expression>

    /// Whether its variable is known at an expression.
    func covers(_ node: SourceOutline.Expression) -> Bool {
      span.contains(node) && !valuesSpan.contains(node)
    }
  }

  /// One of several parts.
  struct Part: Sendable {
    let index: Int
    let count: Int
  }

  /// The expression that each is a part of; -1 for those that are no part of another.
  private let parents: [Int32]
  /// The expression that each function without a name of its own is.
  let functionNodes: [Int: SourceOutline.Expression]
  private let selfNumbers: [Int32]

  /// What an object calls itself.
  static let selfNames: Set<String> = ["self", "this", "cls", "Self", "$this"]

  init(
    index: Int, fragment: SourceFragment, path: String, repository: RepositoryIdentity,
    pathInRepository: String, scope: String
  ) {
    self.index = index
    self.path = path
    self.pathInRepository = pathInRepository
    self.repository = repository
    native = "\(repository.native)/\(pathInRepository)"
    self.scope = scope
    cells = fragment.cells
    let names = SourceNames(fragment.outline)
    self.names = names
    selfNumbers = Self.selfNames.sorted().compactMap { names.textNumbers.number(of: $0) }
    parents = Self.parents(in: fragment.outline)
    functionNodes = Self.functionNodes(in: fragment.outline)
  }

  var outline: SourceOutline { names.outline }
  var family: SourceFamily { names.family }
  var imports: [Import] { names.imports }
  /// Numbers of the texts of the outline.
  var textNumbers: TextNumbers { names.textNumbers }
  /// Modules all of whose names are brought in.
  var openImports: [Import] { names.openImports }
  /// The variables of comprehensions, by the numbers of their names.
  var comprehensions: [Int32: [Comprehension]] { names.comprehensions }

  /// Whether others can import it.
  var isModule: Bool { cells == nil || path.hasSuffix(".py") }

  /// Folder in the repository; empty for its root.
  var folder: Substring {
    pathInRepository.lastIndex(of: "/").map { pathInRepository[..<$0] } ?? ""
  }

  /// Name of the file without its extension.
  var stem: Substring {
    let name = pathInRepository[
      (pathInRepository.lastIndex(of: "/").map(pathInRepository.index(after:))
        ?? pathInRepository.startIndex)...]
    return name.lastIndex(of: ".").map { name[..<$0] } ?? name
  }

  func bindings(of name: String, in scope: Scope) -> ArraySlice<Binding> {
    names.bindings(of: name, in: scope)
  }

  func bindings(ofText number: Int32, in scope: Scope) -> ArraySlice<Binding> {
    names.bindings[number, scope]
  }

  /// Whether a text is what an object calls itself.
  func isSelf(_ number: Int32) -> Bool { selfNumbers.contains(number) }

  /// Whether the file knows the names of a package or namespace: it is a part of it, or imports it.
  func sees(module: String) -> Bool {
    if let home = outline.home, home == module || home.hasPrefix(module + ".") { return true }
    return imports.contains { item in
      item.module.replacing("\\", with: ".") == module
    }
  }

  func returns(of function: Int) -> [SourceOutline.Expression] { names.returns[function] ?? [] }

  /// The innermost scope around that gives a name a meaning.
  func scope(binding name: Int32, from inner: Scope) -> Scope? {
    names.scope(binding: name, from: inner)
  }

  /// The class that a scope stands in, however deep in functions.
  func enclosingClass(_ scope: Scope) -> Scope? { names.enclosingClass(scope) }

  /// The name that a value is given by an assignment.
  func assignedName(_ value: SourceOutline.Expression) -> String? {
    names.assignedNames[value].flatMap(names.targetName(ofText:))
  }

  func isAssigned(_ value: SourceOutline.Expression) -> Bool {
    names.assignedNames[value] != nil
  }

  /// The values that a member of an object is given after it was made.
  func values(
    given path: [String], to node: SourceOutline.Expression
  ) -> [SourceOutline.Expression] {
    names.values(given: path, to: node)
  }

  /// Whether a value is added to what its name holds: `text += "…"`.
  func isAdded(_ value: SourceOutline.Expression) -> Bool { names.added.contains(value) }

  /// Number of the text of the name of the target of an assignment, as it is written.
  func targetIndex(_ target: SourceOutline.Expression) -> Int32? { names.targetIndex(target) }

  /// The name of the target of an assignment.
  func targetName(_ target: SourceOutline.Expression) -> String? { names.targetName(target) }

  private static func functionNodes(
    in outline: SourceOutline
  ) -> [Int: SourceOutline.Expression] {
    var nodes: [Int: SourceOutline.Expression] = [:]
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .function else { continue }
      nodes[outline.definition(node)] = node
    }
    return nodes
  }

  // MARK: Parents

  private static func parents(in outline: SourceOutline) -> [Int32] {
    var parents = [Int32](repeating: -1, count: outline.expressionCount)
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      for child in outline.children(node) { parents[Int(child)] = node }
    }
    return parents
  }

  func parent(of node: SourceOutline.Expression) -> SourceOutline.Expression? {
    let parent = parents[Int(node)]
    return parent < 0 ? nil : parent
  }
}
