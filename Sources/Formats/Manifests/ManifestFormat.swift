/// The manifests and lock files that are read.
public enum ManifestFormat: String, Sendable, CaseIterable {
  case requirements, requirementsLock, pyproject, uvLock, poetryLock, pdmLock, pipfile, pipfileLock,
    setupConfiguration,
    setupScript, condaEnvironment, condaLock, pixi, scriptMetadata
  /// What packs a model into an image, and the packages that it puts there.
  case modelImage
  /// Dependencies that a source file states by itself, in comments or directives.
  case sourceDirectives
  /// A script or workflow, for what its commands install.
  case installScript
  /// A Dockerfile, for what its steps install.
  case containerBuild
  case packageJSON, packageLock, yarnLock, pnpmLock, bunLock, denoJSON, denoLock
  case goModule
  case mavenProject, gradleBuild, gradleCatalog, gradleLock, sbtBuild
  case cargoManifest, cargoLock
  case dotnetProject
  /// Central versions for the projects below it, which say themselves what they need.
  case dotnetVersions
  case dotnetLock, paketDependencies
  case gemfile, gemfileLock, gemspec
  case composerJSON, composerLock
  case swiftPackage, swiftResolved
  case podfile
  case pubspec, pubspecLock, mixFile, mixLock, rDescription, renvLock, juliaProject

  /// The format of a file by its name; nil where it is none of them.
  public init?(fileName: some StringProtocol) {
    if let format = Self.byName[String(fileName)] {
      self = format
    } else if fileName.hasSuffix(".csproj") || fileName.hasSuffix(".fsproj")
      || fileName.hasSuffix(".vbproj")
    {
      self = .dotnetProject
    } else if let format = Self.requirements(fileName.lowercased()) {
      self = format
    } else if fileName == "Dockerfile" || fileName == "Containerfile"
      || fileName.hasPrefix("Dockerfile.") || fileName.lowercased().hasSuffix(".dockerfile")
    {
      self = .containerBuild
    } else if fileName.hasSuffix(".versions.toml") {
      self = .gradleCatalog
    } else if fileName.hasSuffix(".gemspec") {
      self = .gemspec
    } else if fileName.hasPrefix("pylock."), fileName.hasSuffix(".toml") {
      self = .pdmLock
    } else {
      return nil
    }
  }

  /// Lists for pip, whatever stands before or behind the word: `gpu-requirements.txt`,
  /// `vectordb.requirements.txt`, `reqs.txt`.
  private static func requirements(_ name: String) -> ManifestFormat? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let stem = name[..<dot]
    let ending = name[name.index(after: dot)...]
    let isNamed =
      stem.contains("requirements") || stem.hasPrefix("requirement")
      || stem.hasPrefix("constraints")
    switch ending {
    case "txt", "in", "pip":
      let last = stem.split { $0 == "-" || $0 == "_" || $0 == "." }.last
      return isNamed || last == "reqs" ? .requirements : nil
    // Written by Rye.
    case "lock": return stem.hasPrefix("requirements") ? .requirementsLock : nil
    default: return nil
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
    "conda-lock.yml": .condaLock, "conda-lock.yaml": .condaLock, "pixi.toml": .pixi,
    "cog.yaml": .modelImage, "bentofile.yaml": .modelImage,
    "package.json": .packageJSON, "package-lock.json": .packageLock,
    "npm-shrinkwrap.json": .packageLock, "yarn.lock": .yarnLock, "pnpm-lock.yaml": .pnpmLock,
    "bun.lock": .bunLock, "deno.json": .denoJSON, "deno.jsonc": .denoJSON, "deno.lock": .denoLock,
    "jsr.json": .denoJSON, "import_map.json": .denoJSON,
    "go.mod": .goModule, "pom.xml": .mavenProject, "build.gradle": .gradleBuild,
    "build.gradle.kts": .gradleBuild, "gradle.lockfile": .gradleLock, "build.sbt": .sbtBuild,
    "Cargo.toml": .cargoManifest, "Cargo.lock": .cargoLock,
    "Directory.Packages.props": .dotnetVersions, "Directory.Build.props": .dotnetVersions,
    "packages.config": .dotnetProject, "packages.lock.json": .dotnetLock,
    "paket.dependencies": .paketDependencies,
    "Gemfile": .gemfile, "Gemfile.lock": .gemfileLock, "composer.json": .composerJSON,
    "composer.lock": .composerLock, "Package.swift": .swiftPackage,
    "Package.resolved": .swiftResolved, "Podfile": .podfile,
    "pubspec.yaml": .pubspec, "pubspec.lock": .pubspecLock, "mix.exs": .mixFile,
    "mix.lock": .mixLock, "DESCRIPTION": .rDescription, "renv.lock": .renvLock,
    "Project.toml": .juliaProject,
  ]

  /// Whether it states what was resolved, not what is required.
  public var isLock: Bool {
    switch self {
    case .requirementsLock, .uvLock, .poetryLock, .pdmLock, .pipfileLock, .condaLock,
      .packageLock, .yarnLock, .pnpmLock, .bunLock, .denoLock, .gradleLock, .cargoLock, .dotnetLock,
      .gemfileLock, .composerLock, .swiftResolved, .pubspecLock, .mixLock, .renvLock:
      true
    default: false
    }
  }

  func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    switch self {
    case .requirements, .requirementsLock: RequirementsFile.read(bytes, into: &manifest)
    case .pyproject: try PyprojectFile.read(bytes, into: &manifest)
    case .uvLock, .poetryLock, .pdmLock: try LockedTables.read(bytes, .pypi, into: &manifest)
    case .cargoLock: try LockedTables.read(bytes, .cargo, into: &manifest)
    case .pipfile: try PyprojectFile.readPipfile(bytes, into: &manifest)
    case .pipfileLock: try PipfileLock.read(bytes, into: &manifest)
    case .setupConfiguration: SetupFiles.readConfiguration(bytes, into: &manifest)
    case .setupScript: SetupFiles.readScript(bytes, into: &manifest)
    case .condaEnvironment: try CondaEnvironment.read(bytes, into: &manifest)
    case .condaLock: CondaLock.read(bytes, into: &manifest)
    case .pixi: try PyprojectFile.readPixi(bytes, into: &manifest)
    case .modelImage: try ModelImageFiles.read(bytes, into: &manifest)
    case .sourceDirectives: SourceDirectives.read(bytes, into: &manifest)
    case .installScript: InstallScript.read(bytes, into: &manifest)
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
    case .gradleLock: GradleBuild.readLock(bytes, into: &manifest)
    case .sbtBuild: SbtBuild.read(bytes, into: &manifest)
    case .cargoManifest: try CargoManifest.read(bytes, into: &manifest)
    case .dotnetProject, .dotnetVersions: try DotnetProject.read(bytes, into: &manifest)
    case .dotnetLock: try DotnetProject.readLock(bytes, into: &manifest)
    case .paketDependencies: DotnetProject.readPaket(bytes, into: &manifest)
    case .gemfile: Gemfile.read(bytes, into: &manifest)
    case .gemfileLock: Gemfile.readLock(bytes, into: &manifest)
    case .gemspec: Gemfile.readSpecification(bytes, into: &manifest)
    case .composerJSON: try ComposerFiles.read(bytes, into: &manifest)
    case .composerLock: try ComposerFiles.readLock(bytes, into: &manifest)
    case .swiftPackage: SwiftPackageFiles.read(bytes, into: &manifest)
    case .swiftResolved: try SwiftPackageFiles.readResolved(bytes, into: &manifest)
    case .podfile: Podfile.read(bytes, into: &manifest)
    case .pubspec: try Pubspec.read(bytes, into: &manifest)
    case .pubspecLock: try Pubspec.readLock(bytes, into: &manifest)
    case .mixFile: MixFile.read(bytes, into: &manifest)
    case .mixLock: MixFile.readLock(bytes, into: &manifest)
    case .juliaProject: try JuliaProject.read(bytes, into: &manifest)
    case .rDescription: RPackageFiles.readDescription(bytes, into: &manifest)
    case .renvLock: try RPackageFiles.readLock(bytes, into: &manifest)
    }
  }
}

extension ManifestFormat {
  /// Whether the tool that reads the manifest writes a lock file beside it.
  public var hasLockFile: Bool {
    switch self {
    case .pyproject, .pixi, .pipfile, .packageJSON, .denoJSON, .cargoManifest, .gemfile, .gemspec,
      .composerJSON, .swiftPackage, .podfile, .pubspec, .mixFile, .rDescription, .mavenProject,
      .dotnetProject, .dotnetVersions, .paketDependencies, .gradleBuild, .sbtBuild, .juliaProject:
      true
    default: false
    }
  }

  /// Whether a lock file says of each package whether it is for development only.
  public var statesDevelopment: Bool {
    [.packageLock, .pipfileLock, .composerLock].contains(self)
  }

  /// Whether it is no project's list of what it needs, but something that names packages on its way.
  public var isOfNoProject: Bool {
    [.dotnetVersions, .scriptMetadata, .sourceDirectives, .installScript].contains(self)
  }
}
