/// What a manifest or lock file says of a project and of the packages that it needs.
public struct Manifest: Sendable {
  public let format: ManifestFormat
  /// Name of the project, where the file gives one.
  public internal(set) var projectName: String?
  public internal(set) var projectVersion: String?
  public internal(set) var dependencies: [DeclaredDependency] = []
  /// Whether it names more packages than are kept.
  public private(set) var isTruncated = false
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

  /// Packages kept of one file: many times what any real one names.
  private static let dependencyLimit = 5000

  private let keeping: Filter
  private var stated: Set<DeclaredDependency> = []

  init(format: ManifestFormat, keeping: @escaping Filter) {
    self.format = format
    self.keeping = keeping
  }

  func keeps(_ ecosystem: PackageEcosystem, _ name: String) -> Bool {
    keeping(ecosystem, ecosystem.normalized(name))
  }

  mutating func add(_ dependency: DeclaredDependency) {
    guard !dependency.name.isEmpty, keeping(dependency.ecosystem, dependency.name) else { return }
    // A file may say the same again and again; what it says first counts.
    var statement = dependency
    statement.line = 0
    guard !stated.contains(statement) else { return }
    guard stated.count < Self.dependencyLimit else {
      isTruncated = true
      return
    }
    stated.insert(statement)
    dependencies.append(dependency)
  }
}
