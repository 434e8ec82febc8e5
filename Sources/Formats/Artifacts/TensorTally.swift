/// Counts tensors and their elements by data type.
struct TensorTally: Sendable {
  private(set) var tensors = 0
  private var elements: [String: Int] = [:]
  private var overflowed = false

  mutating func add(type: String, elements count: Int) {
    tensors += 1
    let (sum, overflow) = elements[type, default: 0].addingReportingOverflow(count)
    elements[type] = overflow ? Int.max : sum
    overflowed = overflowed || overflow
  }

  /// Counts a tensor by its dimensions and gives its number of elements.
  @discardableResult
  mutating func add(type: String, shape: some Sequence<Int>) throws(ArtifactError) -> Int {
    let count = try Self.elements(of: shape)
    add(type: type, elements: count)
    return count
  }

  /// All elements; nil where the number is beyond any machine.
  var parameters: Int? {
    if overflowed { return nil }
    var sum = 0
    for count in elements.values {
      let (next, overflow) = sum.addingReportingOverflow(count)
      if overflow { return nil }
      sum = next
    }
    return sum
  }

  /// The type that most elements have; of equals the first by name.
  var majority: String? {
    elements.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
  }

  static func elements(of shape: some Sequence<Int>) throws(ArtifactError) -> Int {
    var product = 1
    for dimension in shape {
      guard dimension >= 0 else { throw .malformed("a negative dimension") }
      let (next, overflow) = product.multipliedReportingOverflow(by: dimension)
      guard !overflow else { throw .malformed("a shape with more elements than can be counted") }
      product = next
    }
    return product
  }
}
