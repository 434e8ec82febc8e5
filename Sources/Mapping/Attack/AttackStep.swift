/// What lets an attacker go from one state to the next.
public enum AttackStep: Sendable, Hashable {
  /// Index of a relation of the estate.
  case relation(Int)
  /// Whoever controls an asset influences it and has its content.
  case implied
  /// An agent that takes in what the attacker wrote does what the attacker wants.
  case hijack
  /// Whoever has read a credential holds it.
  case possession

  /// Edges of one label are cut together: a relation's, or an asset's hijack. An implied step and
  /// possession cannot be cut.
  func label(asset: Int) -> Int32 {
    switch self {
    case .relation(let index): Int32(index)
    case .implied: -1
    case .possession: -2
    case .hijack: -3 - Int32(asset)
    }
  }

  init(label: Int32) {
    self =
      switch label {
      case 0...: .relation(Int(label))
      case -1: .implied
      case -2: .possession
      default: .hijack
      }
  }

  static func isCuttable(label: Int32) -> Bool { label >= 0 || label < -2 }
}
