import Formats

/// What is known of the calls in functions, as many routes lead to the same few.
struct CallMemory {
  /// What a function does itself.
  struct Step {
    /// The AI that it uses; nil where it uses none.
    var used: [Thing]?
    /// The functions of the repository that it calls.
    var callees: [(unit: Int, index: Int)] = []
  }

  /// By the number of the file, the calls in each function.
  var byUnit: [Int: [Scope: [SourceOutline.Expression]]] = [:]
  var steps: [ThingKey: Step] = [:]
  /// By the number of the file, the methods of each class.
  var methods: [Int: [Int: [Int]]] = [:]
}
