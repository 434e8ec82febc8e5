import Formats

/// The names that a file gives a meaning to: all of it is worked out before the file is read with others,
/// so that several may read it at once.
struct SourceNames: Sendable {
  let outline: SourceOutline
  let family: SourceFamily
  let imports: [Import]
  /// Numbers of the texts of the outline.
  let textNumbers: TextNumbers
  /// Modules all of whose names are brought in.
  var openImports: [Import] = []
  var bindings = BindingTable()
  var returns: [Int: [SourceOutline.Expression]] = [:]
  /// The variables of comprehensions, by the numbers of their names: they live within these only.
  var comprehensions: [Int32: [SourceUnit.Comprehension]] = [:]
  /// The number of the name that each value of an assignment is given, by expression.
  var assignedNames: [SourceOutline.Expression: Int32] = [:]
  /// The assignments to members of what a variable holds, by the number of its name: `request.spec.name = "x"`.
  var memberAssignments: [Int32: [Int]] = [:]
  /// Values that are added to what a name holds: `text += "…"`.
  var added: Set<SourceOutline.Expression> = []

  typealias Binding = SourceUnit.Binding
  typealias Part = SourceUnit.Part

  init(_ outline: SourceOutline) {
    self.outline = outline
    family = SourceFamily(outline.language)
    imports = outline.imports
    textNumbers = TextNumbers(outline)
    bind()
  }

  func bindings(of name: String, in scope: Scope) -> ArraySlice<Binding> {
    guard let number = textNumbers.number(of: name) else { return [] }
    return bindings[number, scope]
  }

  /// The innermost scope around that gives a name a meaning.
  func scope(binding name: Int32, from inner: Scope) -> Scope? {
    var scope = inner
    while bindings[name, scope].isEmpty, !scope.isFile { scope = outline.parent(of: scope) }
    return bindings[name, scope].isEmpty ? nil : scope
  }

  /// The class that a scope stands in, however deep in functions.
  func enclosingClass(_ scope: Scope) -> Scope? {
    var scope = scope
    while !scope.isFile {
      if scope.classDefinition != nil { return scope }
      scope = outline.parent(of: scope)
    }
    return nil
  }

  /// The name of the target of an assignment.
  func targetName(_ target: SourceOutline.Expression) -> String? {
    targetIndex(target).flatMap(targetName(ofText:))
  }

  func targetName(ofText number: Int32) -> String? {
    outline.text(at: number).map {
      family == .php && $0.hasPrefix("$") ? String($0.dropFirst()) : $0
    }
  }

  /// Number of the text of that name, as it is written.
  func targetIndex(_ target: SourceOutline.Expression) -> Int32? {
    switch outline.kind(target) {
    case .name, .member: outline.textIndex(target)
    // Of several results the first is the value.
    case .tuple where family == .go: outline.firstChild(target).map { outline.textIndex($0) }
    default: nil
    }
  }
}
