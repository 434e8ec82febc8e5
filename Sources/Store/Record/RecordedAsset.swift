public import Estate
public import Foundation

/// An asset with its place in time.
public struct RecordedAsset: Sendable {
  /// As it stands or, once retired, as it was when last seen.
  public let asset: Asset
  public let firstSeen: Date
  public let lastSeen: Date
  /// Whether some source still sees it.
  public let present: Bool
}
