/// What a walk over the opcodes of a pickle saw.
struct PickleSummary: Sendable {
  /// A storage of numbers that PyTorch keeps beside the pickle.
  struct Storage: Sendable {
    /// Class of the storage, such as `torch.HalfStorage`.
    let type: String
    let key: String
    let elements: Int
  }

  private static let mostNames = 1000
  private static let mostStorages = 1 << 18

  /// Highest protocol stated; nil for protocols 0 and 1, which state none.
  var protocolVersion: Int?
  var opcodes = 0
  /// Offset after the last opcode read.
  var end = 0
  var isComplete = false
  /// Whether it calls what it names.
  var calls = false
  /// Whether it names classes or functions, by a computed name included.
  private(set) var hasGlobals = false
  /// What it names, in the order first seen: `module.name`.
  private(set) var globals: [String] = []
  private var seen: Set<String> = []
  var sklearnVersion: String?

  private(set) var storages = TensorTally()
  /// Bytes of all storages whose type is known.
  private(set) var storageBytes = 0
  /// References to storages: one a tensor.
  private(set) var tensors = 0
  private var keys: Set<String> = []

  /// Notes a name, or that there is one which could not be told, and gives it back.
  @discardableResult
  mutating func note(global: String?) -> String {
    hasGlobals = true
    guard let global else { return "" }
    if globals.count < Self.mostNames, seen.insert(global).inserted { globals.append(global) }
    return global
  }

  mutating func note(_ storage: Storage) {
    tensors += 1
    guard keys.count < Self.mostStorages, keys.insert(storage.key).inserted else { return }
    let type = Self.elementTypes[storage.type]
    storages.add(type: type ?? storage.type, elements: storage.elements)
    guard let type else { return }
    let bits = Int(type.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 8
    let (bytes, overflow) = storage.elements.multipliedReportingOverflow(by: bits / 8)
    let (sum, beyond) = storageBytes.addingReportingOverflow(bytes)
    storageBytes = overflow || beyond ? 1 << 60 : min(sum, 1 << 60)
  }

  /// PyTorch's storage classes: https://pytorch.org/docs/stable/storage.html
  private static let elementTypes: [String: String] = [
    "torch.DoubleStorage": "F64", "torch.FloatStorage": "F32", "torch.HalfStorage": "F16",
    "torch.BFloat16Storage": "BF16", "torch.LongStorage": "I64", "torch.IntStorage": "I32",
    "torch.ShortStorage": "I16", "torch.CharStorage": "I8", "torch.ByteStorage": "U8",
    "torch.BoolStorage": "BOOL", "torch.ComplexFloatStorage": "C64",
    "torch.ComplexDoubleStorage": "C128", "torch.QInt8Storage": "I8", "torch.QUInt8Storage": "U8",
    "torch.QInt32Storage": "I32", "torch.Float8_e4m3fnStorage": "F8_E4M3",
    "torch.Float8_e5m2Storage": "F8_E5M2", "torch.storage.UntypedStorage": "U8",
  ]

  func hasGlobal(endingWith suffix: String) -> Bool { globals.contains { $0.hasSuffix(suffix) } }

  /// States what the pickle is about in the header of its file.
  func describe(in header: inout ArtifactHeader) {
    if hasGlobals { header.features.insert(.pickleGlobals) }
    if calls { header.features.insert(.pickleCalls) }
    if let model = globals.first(where: { $0.hasPrefix("sklearn.") }) {
      header.producer = (["scikit-learn"] + [sklearnVersion].compactMap { $0 })
        .joined(separator: " ")
      header.architecture = model.split(separator: ".").last.map(String.init)
    }
    if storages.tensors > 0 {
      header.tensors = tensors
      header.parameters = storages.parameters
      header.quantization = storages.majority
    }
  }
}
