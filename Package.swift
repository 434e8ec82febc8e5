// swift-tools-version: 6.1
import PackageDescription

/// Every room is compiled with the same settings; see docs/adr/0003-swift-settings.md.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

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
      name: "CatalogCompiler",
      dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: settings),
    .plugin(name: "CatalogPlugin", capability: .buildTool(), dependencies: ["CatalogCompiler"]),

    // The rooms, in the order of their dependencies.
    .systemLibrary(name: "CLinux"),
    .target(name: "Estate", swiftSettings: settings, plugins: ["CatalogPlugin"]),
    .systemLibrary(name: "CVectorscan", providers: [.apt(["libvectorscan-dev"])]),
    .target(
      name: "Matching", dependencies: ["CVectorscan"], swiftSettings: settings,
      linkerSettings: [
        .linkedLibrary(":libhs.a"), .linkedLibrary("stdc++"), .linkedLibrary("m"),
      ]),
    .target(
      name: "Formats",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings),
    .target(
      name: "Catalog", dependencies: ["Estate", "Formats"], swiftSettings: settings,
      plugins: ["CatalogPlugin"]),
    .target(
      name: "Discovery", dependencies: ["CLinux", "Catalog", "Estate", "Formats", "Matching"],
      swiftSettings: settings),
    .target(
      name: "Configuration", dependencies: ["Estate", "Formats"], swiftSettings: settings),
    .target(
      name: "Classification",
      dependencies: [
        "Configuration", "Estate", "Formats", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings),
    .target(name: "Terminal", swiftSettings: settings),
    .executableTarget(
      name: "isobar",
      dependencies: [
        "Catalog", "Discovery", "Estate", "Formats", "Matching",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),

    // Tests mirror the rooms.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "MatchingTests", dependencies: ["Matching", "CVectorscan", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "FormatsTests", dependencies: ["Formats", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "CatalogTests", dependencies: ["Catalog", "Formats", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "DiscoveryTests",
      dependencies: ["Discovery", "Catalog", "Estate", "Formats", "Matching", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "EstateTests", dependencies: ["Estate", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "Estate", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "ClassificationTests",
      dependencies: ["Classification", "Configuration", "Estate", "TestSupport"],
      swiftSettings: settings),
  ]
)
