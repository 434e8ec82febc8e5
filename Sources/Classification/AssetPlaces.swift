import Configuration
import Estate
import Formats

/// Where each asset was seen, and in which repository.
struct AssetPlaces: Sendable {
  /// A place in a repository.
  struct Place: Sendable {
    /// Path relative to the target, without the member of an archive.
    let path: String
    let sighting: Sighting
    /// Index of the Repository asset that the path belongs to.
    let repository: Int?
    /// Path relative to that repository.
    let pathInRepository: Substring
  }

  /// Folder of each repository relative to the target, the deepest first.
  private let repositories: [(folder: String, asset: Int)]

  init(estate: Estate) {
    var repositories: [(folder: String, asset: Int)] = []
    for (index, asset) in estate.assets.enumerated() where asset.kind == .repository {
      for folder in Set(asset.sightings.compactMap(\.location?.path)) {
        repositories.append((folder == "." ? "" : folder, index))
      }
    }
    self.repositories = repositories.sorted {
      ($0.folder.utf8.count, $0.folder) > ($1.folder.utf8.count, $1.folder)
    }
  }

  /// The places where an asset was seen, without duplicates.
  func places(of asset: Asset) -> [Place] {
    var places: [Place] = []
    var seen: Set<Substring> = []
    for sighting in asset.sightings {
      guard let location = sighting.location else { continue }
      let path = location.path
      let file = path.utf8.firstIndex(of: UInt8(ascii: "!")).map { path[..<$0] } ?? path[...]
      if file == places.last?.path[...] || !seen.insert(file).inserted { continue }
      places.append(place(String(file), sighting))
    }
    return places
  }

  /// Whether a statement of the configuration is about the asset, and the path that shows it.
  func matches(_ subject: Configuration.Subject, _ asset: Asset, _ places: [Place]) -> Bool {
    switch subject {
    case .asset(let pattern): pattern.matches(asset.id)
    case .path(let pattern, _):
      places.contains { place in
        let isFolder = asset.kind == .repository
        return pattern.matchesPathOrParent(place.path, isFolder: isFolder)
      }
    }
  }

  private func place(_ path: String, _ sighting: Sighting) -> Place {
    for (folder, asset) in repositories {
      if folder.isEmpty {
        return Place(path: path, sighting: sighting, repository: asset, pathInRepository: path[...])
      }
      if path == folder || path.hasPrefix(folder + "/") {
        return Place(
          path: path, sighting: sighting, repository: asset,
          pathInRepository: path.dropFirst(folder.count).drop { $0 == "/" })
      }
    }
    return Place(path: path, sighting: sighting, repository: nil, pathInRepository: path[...])
  }
}

extension PathPattern {
  /// Whether the pattern matches a file or any folder above it, as CODEOWNERS and ignore files mean it.
  func matchesPathOrParent(_ path: some StringProtocol, isFolder: Bool = false) -> Bool {
    let parts = path.split(separator: "/").map { Substring($0) }
    guard !parts.isEmpty else { return matches([], isFolder: true) }
    if matches(parts[...], isFolder: isFolder) { return true }
    return (1..<parts.count).reversed().contains { matches(parts[..<$0], isFolder: true) }
  }
}
