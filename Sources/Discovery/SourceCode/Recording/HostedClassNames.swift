import Formats

/// Classes that a host looks for by their names, and whose methods it gives to models as tools.
struct HostedClassNames: Sendable {
  let names: Set<String>
  /// Classes within them of which one tells that they are meant.
  let inner: Set<String>
  /// Parameters that only the host fills.
  let parameters: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> Set<String> { Set(node?[key]?.scalars ?? []) }
    (names, inner, parameters) = (list("names"), list("inner"), list("parameters"))
  }
}
