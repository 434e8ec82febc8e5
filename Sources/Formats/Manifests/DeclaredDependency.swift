/// A package that a manifest requires or a lock file resolves to.
public struct DeclaredDependency: Sendable, Hashable {
  public enum Source: String, Sendable { case registry, git, url, path }

  public var ecosystem: PackageEcosystem
  /// Normalized as the ecosystem compares names.
  public var name: String
  /// Requirement on the version as written; nil where there is none.
  public var requirement: String?
  /// The one version that the requirement or the lock file allows.
  public var version: String?
  /// Line, counted from 1.
  public var line: Int
  /// The optional set or group that it belongs to; nil for what is always installed.
  public var group: String?
  /// Needed to develop, build or test the project only.
  public var isDevelopment: Bool
  /// Optional features of the package that are asked for.
  public var extras: [String]
  public var source: Source

  public init(
    ecosystem: PackageEcosystem, name: String, requirement: String? = nil, version: String? = nil,
    line: Int, group: String? = nil, isDevelopment: Bool = false, extras: [String] = [],
    source: Source = .registry
  ) {
    self.ecosystem = ecosystem
    self.name = ecosystem.normalized(name)
    self.requirement = requirement
    self.version = version
    self.line = line
    self.group = group
    self.isDevelopment = isDevelopment
    self.extras = extras
    self.source = source
  }
}
