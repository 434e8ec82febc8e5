import Foundation

/// A finding as the record lists it.
struct RecordedFindingEntry: Decodable, Equatable {
  let id: String
  let rule: String
  let status: String
}

extension Run {
  /// Ids of `isobar inventory --format json`.
  func assets() throws -> [String] {
    struct Inventory: Decodable {
      struct Entry: Decodable { let id: String }
      let assets: [Entry]
    }
    return try JSONDecoder().decode(Inventory.self, from: Data(output.utf8)).assets.map(\.id)
  }

  /// Entries of `isobar findings --format json`, by id.
  func recordedFindings() throws -> [RecordedFindingEntry] {
    struct Listing: Decodable { let findings: [RecordedFindingEntry] }
    return try JSONDecoder().decode(Listing.self, from: Data(output.utf8)).findings
      .sorted { $0.id < $1.id }
  }
}
