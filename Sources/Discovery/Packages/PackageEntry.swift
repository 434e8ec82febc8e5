import Formats

/// What the catalogue says of one AI package.
struct PackageEntry: Sendable {
  /// Name as written; a `*` at the end or the beginning matches anything.
  let pattern: String
  let groups: [String]
  /// Slug of its vendor or product.
  let provider: String?
  /// The optional set with which alone it counts.
  let extra: String?
  /// Packages, normalized, of which one must stand beside it.
  let companions: [String]
  /// Whether it counts only if something is also seen in code.
  let isConditional: Bool
  /// Little evidence of AI by itself.
  let isWeak: Bool

  /// Whether a dependency counts, given the names that stand in the same manifest.
  func counts(_ dependency: DeclaredDependency, among names: Set<String>) -> Bool {
    if isConditional { return false }
    if let extra, !dependency.extras.contains(extra) { return false }
    return companions.isEmpty || companions.contains { names.contains($0) }
  }
}
