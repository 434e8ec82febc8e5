/// A bound on the steps spent on one file, shared by the readers of its parts.
final class WorkBudget {
  private var left: Int
  private let total: Int

  init(_ steps: Int = 1 << 22) {
    left = steps
    total = steps
  }

  func spend(_ steps: Int = 1) throws(ArtifactError) {
    guard left >= steps else { throw .limit("more than \(total) parts in its header") }
    left -= steps
  }
}
