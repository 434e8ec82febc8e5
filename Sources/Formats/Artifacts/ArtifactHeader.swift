/// What the header of a model file says of it. Facts the format does not state are nil.
public struct ArtifactHeader: Sendable, Equatable {
  /// Something in the file that decides what loading it does.
  public enum Feature: String, Sendable, Hashable, CaseIterable {
    /// A pickle that names a class or function.
    case pickleGlobals = "pickle-globals"
    /// A pickle that calls something.
    case pickleCalls = "pickle-calls"
    /// NumPy arrays of Python objects.
    case objectArrays = "object-arrays"
    /// Keras layers of serialised Python code.
    case lambdaLayers = "lambda-layers"
    /// Operators that are not part of the format's standard.
    case customOperators = "custom-operators"
    /// Tensors kept in other files.
    case externalData = "external-data"
    /// A template that the loader renders.
    case chatTemplate = "chat-template"
  }

  public var format: ArtifactFormat
  public var version: String?
  public var producer: String?
  public var architecture: String?
  /// Quantisation or data type of most weights.
  public var quantization: String?
  /// Number of weights.
  public var parameters: Int?
  public var tensors: Int?
  public var features: Set<Feature> = []
  /// What stopped the reading before the end of the header.
  public var fault: ArtifactError?

  public init(_ format: ArtifactFormat) { self.format = format }

  /// Takes over the counts of its tensors.
  mutating func adopt(_ tally: TensorTally) {
    tensors = tally.tensors
    parameters = tally.parameters
    quantization = quantization ?? tally.majority
  }
}
