/// What a manifest or lock file says of a project and of the packages that it needs.
public struct Manifest: Sendable {
  public let format: ManifestFormat
  /// Name of the project, where the file gives one.
  public internal(set) var projectName: String?
  public internal(set) var projectVersion: String?
  public internal(set) var dependencies: [DeclaredDependency] = []
  /// Other files that it includes, as written.
  public internal(set) var includes: [String] = []

  /// Decides by ecosystem and normalized name which packages are kept.
  public typealias Filter = @Sendable (PackageEcosystem, String) -> Bool

  /// Reads a manifest. Lock files of any length are passed over once; only the packages that `keeping`
  /// wants take memory.
  public static func parse(
    _ bytes: [UInt8], as format: ManifestFormat, keeping: @escaping Filter = { _, _ in true }
  ) throws(DocumentError) -> Manifest {
    var manifest = Manifest(format: format, keeping: keeping)
    try format.read(TextDecoding.utf8(bytes), into: &manifest)
    return manifest
  }

  private let keeping: Filter

  init(format: ManifestFormat, keeping: @escaping Filter) {
    self.format = format
    self.keeping = keeping
  }

  func keeps(_ ecosystem: PackageEcosystem, _ name: String) -> Bool {
    keeping(ecosystem, ecosystem.normalized(name))
  }

  mutating func add(_ dependency: DeclaredDependency) {
    if !dependency.name.isEmpty, keeping(dependency.ecosystem, dependency.name) {
      dependencies.append(dependency)
    }
  }
}
