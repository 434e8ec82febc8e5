/// The manifests and lock files that are read.
public enum ManifestFormat: String, Sendable, CaseIterable {
  case requirements, pyproject, uvLock, poetryLock, pdmLock, pipfile, pipfileLock,
    setupConfiguration,
    setupScript, condaEnvironment, scriptMetadata
  /// A Dockerfile, for what its steps install.
  case containerBuild
  case packageJSON, packageLock, yarnLock, pnpmLock, bunLock, denoJSON, denoLock
  case goModule
  case mavenProject, gradleBuild, gradleCatalog
  case cargoManifest, cargoLock
  case dotnetProject
  /// Central versions for the projects below it, which say themselves what they need.
  case dotnetVersions
  case gemfile, gemfileLock
  case composerJSON, composerLock
  case swiftPackage, swiftResolved
  case pubspec, mixFile, rDescription, renvLock

  /// The format of a file by its name; nil where it is none of them.
  public init?(fileName: some StringProtocol) {
    if let format = Self.byName[String(fileName)] {
      self = format
    } else if fileName.hasSuffix(".csproj") || fileName.hasSuffix(".fsproj")
      || fileName.hasSuffix(".vbproj")
    {
      self = .dotnetProject
    } else if fileName.hasSuffix(".txt") || fileName.hasSuffix(".in"),
      fileName.hasPrefix("requirement") || fileName.hasPrefix("constraints")
        || fileName.contains("-requirements.") || fileName.contains("_requirements.")
    {
      self = .requirements
    } else if fileName == "Dockerfile" || fileName == "Containerfile"
      || fileName.hasPrefix("Dockerfile.") || fileName.lowercased().hasSuffix(".dockerfile")
    {
      self = .containerBuild
    } else if fileName.hasSuffix(".versions.toml") {
      self = .gradleCatalog
    } else {
      return nil
    }
  }

  private static let byName: [String: ManifestFormat] = [
    "pyproject.toml": .pyproject, "uv.lock": .uvLock, "poetry.lock": .poetryLock,
    "pdm.lock": .pdmLock, "pylock.toml": .pdmLock, "Pipfile": .pipfile,
    "Pipfile.lock": .pipfileLock,
    "setup.cfg": .setupConfiguration, "setup.py": .setupScript,
    "environment.yml": .condaEnvironment, "environment.yaml": .condaEnvironment,
    "conda.yml": .condaEnvironment, "conda.yaml": .condaEnvironment,
    "python_env.yaml": .condaEnvironment,
    "package.json": .packageJSON, "package-lock.json": .packageLock,
    "npm-shrinkwrap.json": .packageLock, "yarn.lock": .yarnLock, "pnpm-lock.yaml": .pnpmLock,
    "bun.lock": .bunLock, "deno.json": .denoJSON, "deno.jsonc": .denoJSON, "deno.lock": .denoLock,
    "go.mod": .goModule, "pom.xml": .mavenProject, "build.gradle": .gradleBuild,
    "build.gradle.kts": .gradleBuild, "Cargo.toml": .cargoManifest, "Cargo.lock": .cargoLock,
    "Directory.Packages.props": .dotnetVersions, "packages.config": .dotnetProject,
    "Gemfile": .gemfile, "Gemfile.lock": .gemfileLock, "composer.json": .composerJSON,
    "composer.lock": .composerLock, "Package.swift": .swiftPackage,
    "Package.resolved": .swiftResolved, "pubspec.yaml": .pubspec, "mix.exs": .mixFile,
    "DESCRIPTION": .rDescription, "renv.lock": .renvLock,
  ]

  /// Whether it states what was resolved, not what is required.
  public var isLock: Bool {
    switch self {
    case .uvLock, .poetryLock, .pdmLock, .pipfileLock, .packageLock, .yarnLock, .pnpmLock,
      .bunLock, .denoLock, .cargoLock, .gemfileLock, .composerLock, .swiftResolved, .renvLock:
      true
    default: false
    }
  }

  func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    switch self {
    case .requirements: RequirementsFile.read(bytes, into: &manifest)
    case .pyproject: try PyprojectFile.read(bytes, into: &manifest)
    case .uvLock, .poetryLock, .pdmLock: try LockedTables.read(bytes, .pypi, into: &manifest)
    case .cargoLock: try LockedTables.read(bytes, .cargo, into: &manifest)
    case .pipfile: try PyprojectFile.readPipfile(bytes, into: &manifest)
    case .pipfileLock: try PipfileLock.read(bytes, into: &manifest)
    case .setupConfiguration: SetupFiles.readConfiguration(bytes, into: &manifest)
    case .setupScript: SetupFiles.readScript(bytes, into: &manifest)
    case .condaEnvironment: try CondaEnvironment.read(bytes, into: &manifest)
    case .scriptMetadata: try ScriptMetadata.read(bytes, into: &manifest)
    case .containerBuild: ContainerInstalls.read(bytes, into: &manifest)
    case .packageJSON: try PackageJSON.read(bytes, into: &manifest)
    case .packageLock: try PackageLock.read(bytes, into: &manifest)
    case .yarnLock: YarnLock.read(bytes, into: &manifest)
    case .pnpmLock: PnpmLock.read(bytes, into: &manifest)
    case .bunLock: try BunLock.read(bytes, into: &manifest)
    case .denoJSON: try DenoFiles.read(bytes, into: &manifest)
    case .denoLock: try DenoFiles.readLock(bytes, into: &manifest)
    case .goModule: GoModule.read(bytes, into: &manifest)
    case .mavenProject: try MavenProject.read(bytes, into: &manifest)
    case .gradleBuild: GradleBuild.read(bytes, into: &manifest)
    case .gradleCatalog: try GradleCatalog.read(bytes, into: &manifest)
    case .cargoManifest: try CargoManifest.read(bytes, into: &manifest)
    case .dotnetProject, .dotnetVersions: try DotnetProject.read(bytes, into: &manifest)
    case .gemfile: Gemfile.read(bytes, into: &manifest)
    case .gemfileLock: Gemfile.readLock(bytes, into: &manifest)
    case .composerJSON: try ComposerFiles.read(bytes, into: &manifest)
    case .composerLock: try ComposerFiles.readLock(bytes, into: &manifest)
    case .swiftPackage: SwiftPackageFiles.read(bytes, into: &manifest)
    case .swiftResolved: try SwiftPackageFiles.readResolved(bytes, into: &manifest)
    case .pubspec: try Pubspec.read(bytes, into: &manifest)
    case .mixFile: MixFile.read(bytes, into: &manifest)
    case .rDescription: RPackageFiles.readDescription(bytes, into: &manifest)
    case .renvLock: try RPackageFiles.readLock(bytes, into: &manifest)
    }
  }
}

extension ManifestFormat {
  /// Whether the tool that reads the manifest writes a lock file beside it.
  public var hasLockFile: Bool {
    switch self {
    case .pyproject, .pipfile, .packageJSON, .denoJSON, .cargoManifest, .gemfile, .composerJSON,
      .swiftPackage,
      .pubspec, .mixFile, .rDescription, .mavenProject, .dotnetProject, .dotnetVersions,
      .gradleBuild:
      true
    default: false
    }
  }

  /// Whether a lock file says of each package whether it is for development only.
  public var statesDevelopment: Bool {
    [.packageLock, .pipfileLock, .composerLock].contains(self)
  }
}
