import Formats

/// One source file of a repository, with the names that it gives a meaning to.
final class SourceUnit {
  let index: Int
  /// Relative to the target.
  let path: String
  let pathInRepository: String
  let repository: RepositoryIdentity
  /// Repository and path, for ids of what it defines.
  let native: String
  let outline: SourceOutline
  let family: SourceFamily
  /// What kind of place in the repository it is: `product`, `test`, …
  let scope: String
  let imports: [Import]
  /// The cell of a notebook that each line stands in; empty for other files.
  let cells: NotebookLines?

  /// What a name stands for.
  enum Binding {
    case value(SourceOutline.Expression)
    /// A key of a value: `const { tools, model } = settings`.
    case part(of: SourceOutline.Expression, String)
    /// One of so many parts of a value: `model, size = build()`.
    case element(of: SourceOutline.Expression, [Part])
    /// What a key of an object that has the name already is given: `models["price"] = x`; the key, where the
    /// text says which.
    case entry(SourceOutline.Expression, key: String?)
    /// One more element of a list that has the name already.
    case addition([SourceOutline.Expression])
    case imported(Int)
    case function(Int)
    case definition(Int)
    case parameter(function: Int, index: Int)
  }

  /// `[f(x) for x in values]`
  struct Comprehension {
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
  struct Part {
    let index: Int
    let count: Int
  }

  /// Modules all of whose names are brought in.
  var openImports: [Import] = []
  var bindings = BindingTable()
  var returns: [Int: [SourceOutline.Expression]] = [:]
  private(set) lazy var parents: [Int32] = makeParents()
  /// The expression that each function without a name of its own is.
  private(set) lazy var functionNodes: [Int: SourceOutline.Expression] = makeFunctionNodes()
  /// Numbers of the texts of the outline.
  let textNumbers: TextNumbers
  private let selfNumbers: [Int32]
  /// The variables of comprehensions, by the numbers of their names: they live within these only.
  var comprehensions: [Int32: [Comprehension]] = [:]
  /// The name that each value of an assignment is given, by expression.
  var assignedName: [SourceOutline.Expression: String] = [:]
  /// Values that are added to what a name holds: `text += "…"`.
  var added: Set<SourceOutline.Expression> = []

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
    outline = fragment.outline
    cells = fragment.cells
    family = SourceFamily(fragment.outline.language)
    imports = fragment.outline.imports
    let textNumbers = TextNumbers(outline)
    self.textNumbers = textNumbers
    selfNumbers = Self.selfNames.sorted().compactMap { textNumbers.number(of: $0) }
    bind()
  }

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
    guard let number = textNumbers.number(of: name) else { return [] }
    return bindings(ofText: number, in: scope)
  }

  func bindings(ofText number: Int32, in scope: Scope) -> ArraySlice<Binding> {
    bindings[number, scope]
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

  func returns(of function: Int) -> [SourceOutline.Expression] { returns[function] ?? [] }

  /// The class that a scope stands in, however deep in functions.
  func enclosingClass(_ scope: Scope) -> Scope? {
    var scope = scope
    while !scope.isFile {
      if scope.classDefinition != nil { return scope }
      scope = outline.parent(of: scope)
    }
    return nil
  }

  private func makeFunctionNodes() -> [Int: SourceOutline.Expression] {
    var nodes: [Int: SourceOutline.Expression] = [:]
    for node in 0..<outline.expressionCount {
      let node = Int32(truncatingIfNeeded: node)
      guard outline.kind(node) == .function else { continue }
      nodes[outline.definition(node)] = node
    }
    return nodes
  }

  // MARK: Parents

  private func makeParents() -> [Int32] {
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
