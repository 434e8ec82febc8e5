public import Estate
public import Foundation

/// Everything that was ever scanned, with the estate and its findings as they stood after any scan.
///
/// A scan is recorded whole or not at all. What one source saw is retired only by a complete scan of
/// that source.
public protocol Record: Sendable {
  /// Opens a scan. Until it is committed it counts as running, for as long as this process lives.
  func begin(_ start: ScanStart) throws(StoreError) -> ScanID

  /// Records the outcome of a scan that was begun, and says what it changed.
  @discardableResult
  func commit(_ outcome: ScanOutcome, now: Date) throws(StoreError) -> ScanChanges

  /// The newest scan that was committed.
  func latestScan() throws(StoreError) -> Scan?

  /// All scans, oldest first.
  func scans() throws(StoreError) -> [Scan]

  /// The estate as it stood: everything that any source still saw.
  func estate(asOf point: PointInTime) throws(StoreError) -> Estate

  /// As much of that estate as the selection asks for.
  func estate(_ selection: EstateSelection, asOf point: PointInTime) throws(StoreError) -> Estate

  /// Those assets of that estate, in full, and the relations between them.
  func estate(of assets: [AssetID], asOf point: PointInTime) throws(StoreError) -> Estate

  /// The judgements that could not be made, sorted.
  func unknown(asOf point: PointInTime) throws(StoreError) -> [UnknownJudgement]

  /// The findings that the filter lets through, the most urgent first.
  func findings(_ filter: FindingFilter) throws(StoreError) -> [RecordedFinding]

  /// The one finding whose id starts so; nil where there is none.
  func finding(_ prefix: String) throws(StoreError) -> RecordedFinding?

  /// What happened to a finding, oldest first.
  func history(of finding: String) throws(StoreError) -> [FindingEvent]

  /// Sets an open finding aside by a person's decision, until it expires.
  func accept(
    finding: String, by actor: String, reason: String, until expiry: Date?, now: Date
  ) throws(StoreError)

  /// Records a decision on assets.
  func decide(_ decision: AssetDecision, by actor: String, now: Date) throws(StoreError)

  /// The newest decision of each kind on each subject, expired ones included, by kind and subject.
  func decisions(asOf point: PointInTime) throws(StoreError) -> [RecordedDecision]

  /// All decisions, oldest first.
  func decisionHistory() throws(StoreError) -> [RecordedDecision]

  /// An asset as it was last known; nil where it was never seen.
  func asset(_ id: AssetID) throws(StoreError) -> RecordedAsset?
}
