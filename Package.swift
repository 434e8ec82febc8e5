// swift-tools-version: 6.2
import PackageDescription

/// Every room is compiled with the same settings; see docs/adr/0002-swift-settings.md.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A room of the house.
func room(
  _ name: String, knows dependencies: [Target.Dependency] = [],
  linkerSettings: [LinkerSetting] = [], plugins: [Target.PluginUsage] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, swiftSettings: settings,
    linkerSettings: linkerSettings, plugins: plugins)
}

/// The tests of a room.
func tests(
  of name: String, with dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: Set(["Estate", "Formats", "TestSupport", name]).sorted().map { .target(name: $0) }
      + dependencies,
    exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "isobar",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "isobar", targets: ["isobar"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Build tools: Catalog/, Rules/ and Frameworks/ become Swift source at build time.
    .executableTarget(
      name: "CatalogCompiler", dependencies: [yams], swiftSettings: settings),
    .plugin(name: "CatalogPlugin", capability: .buildTool(), dependencies: ["CatalogCompiler"]),

    // What Swift cannot import by itself.
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CVectorscan", providers: [.apt(["libvectorscan-dev"])]),

    // The rooms, in the order of their dependencies.
    room("Estate", plugins: ["CatalogPlugin"]),
    room(
      "Matching", knows: ["CVectorscan", crypto],
      // By name of the archive: the binary must run where the library is not installed.
      linkerSettings: [
        .linkedLibrary(":libhs.a"), .linkedLibrary("stdc++"), .linkedLibrary("m"),
      ]),
    room("Formats", knows: [crypto, yams]),
    room("Catalog", knows: ["Estate", "Formats", crypto], plugins: ["CatalogPlugin"]),
    room("Configuration", knows: ["Catalog", "Estate", "Formats"]),
    room("Discovery", knows: ["CLinux", "Catalog", "Estate", "Formats", "Matching", crypto]),
    room("Classification", knows: ["Catalog", "Configuration", "Estate", "Formats"]),
    room("Mapping", knows: ["Catalog", "Estate", "Formats"]),
    room("Assessment", knows: ["Catalog", "Estate", "Formats"]),
    room("Prioritization", knows: ["Assessment", "Catalog", "Estate", "Formats", "Mapping"]),
    room("Evidence", knows: ["Estate", crypto]),
    room("Store", knows: ["Estate", grdb, sqlite]),
    room(
      "Posture",
      knows: [
        "Assessment", "Catalog", "Classification", "Configuration", "Discovery", "Estate",
        "Evidence", "Formats", "Mapping", "Matching", "Prioritization", "Store",
      ]),
    room("Terminal"),
    room(
      "Presentation",
      knows: [
        "Assessment", "Catalog", "Estate", "Evidence", "Formats", "Mapping", "Store", "Terminal",
      ]),
    .executableTarget(
      name: "isobar",
      dependencies: [
        "Assessment", "Catalog", "Configuration", "Discovery", "Estate", "Evidence", "Formats",
        "Mapping", "Posture",
        "Presentation", "Store", "Terminal", argumentParser,
      ],
      swiftSettings: settings),

    // Measurements; see docs/benchmarks.md.
    room("SyntheticEstates", knows: ["Estate"]),
    .executableTarget(
      name: "AttackGraphBenchmark",
      dependencies: ["Estate", "Mapping", "Store", "SyntheticEstates"],
      path: "Benchmarks/AttackGraph", swiftSettings: settings),
    .executableTarget(
      name: "EstateBenchmark", dependencies: ["Estate", "SyntheticEstates"],
      path: "Benchmarks/EstateBenchmark", swiftSettings: settings),
    .executableTarget(
      name: "RuleBenchmark", dependencies: ["Assessment", "Catalog", "Estate", "SyntheticEstates"],
      path: "Benchmarks/Rules", swiftSettings: settings),
    .executableTarget(
      name: "RecordBenchmark", dependencies: ["Estate", "Store", "SyntheticEstates"],
      path: "Benchmarks/RecordBenchmark", swiftSettings: settings),

    // Tests mirror the rooms.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .executableTarget(
      name: "StoreCrashProbe", dependencies: ["Estate", "Store"],
      path: "Tests/Support/StoreCrashProbe", swiftSettings: settings),
    tests(of: "Estate"),
    tests(of: "Matching", with: ["CVectorscan"]),
    tests(of: "Formats", with: ["Catalog"]),
    tests(of: "Catalog"),
    tests(of: "Configuration"),
    tests(
      of: "Discovery", with: ["Catalog", "Matching", crypto], exclude: ["ModelFiles/Fixtures"]),
    tests(of: "Classification", with: ["Catalog", "Configuration"]),
    tests(of: "Mapping", with: ["Catalog", "SyntheticEstates"], exclude: ["Fixtures"]),
    tests(of: "Assessment", with: ["Catalog", crypto], exclude: ["Reference"]),
    tests(
      of: "Prioritization", with: ["Assessment", "Catalog", "Mapping"], exclude: ["Fixtures"]),
    tests(of: "Evidence", exclude: ["Validators"]),
    tests(of: "Store", with: ["StoreCrashProbe", grdb]),
    tests(
      of: "Posture",
      with: ["Assessment", "Discovery", "Evidence", "Presentation", "Store", "Terminal"]),
    tests(of: "Terminal"),
    .testTarget(
      name: "isobarTests", dependencies: ["TestSupport", "isobar"],
      exclude: ["Support/observe.py"], swiftSettings: settings),
  ]
)
