/// The tables of a `SourceOutline`.
struct OutlineTables: Sendable {
  let language: SourceLanguage
  var nodes: [OutlineNode] = []
  var imports: [OutlineImport] = []
  var functions: [OutlineFunction] = []
  var parameters: [OutlineParameter] = []
  var classes: [OutlineClass] = []
  var bases: [Int32] = []
  var assignments: [OutlineAssignment] = []
  var returns: [OutlineReturn] = []
  /// Expressions of the decorators, those of one definition side by side.
  var decorators: [Int32] = []
  var calls: [Int32] = []
  var texts = TextTable()
  /// The package or namespace of the file; negative where it has none.
  var homeText: Int32 = -1

  init(language: SourceLanguage) { self.language = language }

  /// What a function or class stands in.
  func parent(of scope: Scope) -> Scope {
    if let index = scope.function { return Scope(code: functions[index].scope) }
    if let index = scope.classDefinition { return Scope(code: classes[index].scope) }
    return .file
  }
}
