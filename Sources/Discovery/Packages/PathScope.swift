/// What kind of place in a repository a path is, by the names of its folders.
public enum PathScope: String, Sendable {
  case product, test, example, docs, template, vendored, generated

  private static let byFolder: [String: PathScope] = [
    "node_modules": .vendored, "vendor": .vendored, "vendored": .vendored, "third_party": .vendored,
    "third-party": .vendored, "thirdparty": .vendored, "site-packages": .vendored,
    "bower_components": .vendored, "Pods": .vendored, ".venv": .vendored, "venv": .vendored,
    "test": .test, "tests": .test, "__tests__": .test, "testdata": .test, "fixtures": .test,
    "spec": .test, "e2e": .test, "Tests": .test,
    "example": .example, "examples": .example, "Examples": .example, "sample": .example,
    "samples": .example, "demo": .example, "demos": .example, "tutorial": .example,
    "tutorials": .example, "cookbook": .example,
    "docs": .docs, "doc": .docs, "documentation": .docs,
    "template": .template, "templates": .template,
  ]

  /// The scope of a file: vendored wherever that stands, else by the innermost folder that says so.
  public init(path: some StringProtocol) {
    var scope = PathScope.product
    for folder in path.split(separator: "/").dropLast() {
      guard let found = Self.byFolder[String(folder)] else { continue }
      scope = found
      if found == .vendored { break }
    }
    self = scope
  }
}
