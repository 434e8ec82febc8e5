internal import Estate
internal import Mapping

/// The estate before any change, with what is known of it.
struct PostureBaseline: Sendable {
  /// As it was seen.
  let base: Estate
  let traits: AttackTraits
  /// With all that follows from it, and its analysis.
  let estate: Estate
  let analysis: AttackAnalysis

  init(_ base: Estate, concluded estate: Estate, _ analysis: AttackAnalysis) {
    self.base = base
    traits = AttackTraits(base)
    self.estate = estate
    self.analysis = analysis
  }
}
