public import Estate
public import Mapping
public import Store

/// The attack paths of a record. Of the estate only what paths depend on is read, and then, in full,
/// the few assets that the answer shows: a record of a million assets is answered from in seconds.
public struct RecordedPaths: Sendable {
  /// What paths depend on.
  public let estate: Estate
  private let record: any Record
  private let point: PointInTime

  public init(_ record: any Record, asOf point: PointInTime = .now) throws(StoreError) {
    var selection = AttackAnalysis.selection
    var estate = try record.estate(selection, asOf: point)
    if AttackAnalysis.readsNames(of: estate) {
      selection.names = true
      estate = try record.estate(selection, asOf: point)
    }
    self.record = record
    self.point = point
    self.estate = estate
  }

  /// - Parameters:
  ///   - start: index of an asset that the attacker is supposed to control; nil for the estate's entry
  ///     points.
  ///   - goal: index of the only target; nil for every critical asset.
  ///   - limit: paths that are listed.
  public func survey(
    from start: Int? = nil, to goal: Int? = nil, limit: Int
  ) throws(StoreError) -> PathSurvey {
    let survey = PathSurvey(estate, from: start, to: goal, limit: limit)
    let shown = try record.estate(of: survey.assets, asOf: point)
    if let survey = survey.moved(to: shown) { return survey }
    // Another scan was recorded in between.
    let whole = try record.estate(asOf: point)
    return PathSurvey(
      whole, from: start.flatMap { whole.index(of: estate.assets[$0].id) },
      to: goal.flatMap { whole.index(of: estate.assets[$0].id) }, limit: limit)
  }
}
