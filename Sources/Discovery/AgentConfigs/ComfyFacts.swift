import Formats

/// What the inputs of nodes of ComfyUI hold: `comfyui` of `Catalog/agent-files.yaml`.
struct ComfyFacts: Sendable {
  private let prompts: [String]
  private let promptInputs: Set<String>
  private let modelInputs: Set<String>
  let weights: Set<String>

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [String] { node?[key]?.scalars ?? [] }
    prompts = list("prompts")
    promptInputs = Set(list("prompt_inputs"))
    modelInputs = Set(list("model_inputs"))
    weights = Set(list("weights"))
  }

  /// Whether nodes of a class tell a model what to make.
  func asks(_ type: String) -> Bool { prompts.contains { Wildcard.matches(type, $0) } }

  /// Whether an input of such a node holds what it is told; of a node that names none, any text is.
  func isPrompt(_ input: String?) -> Bool { input.map(promptInputs.contains) ?? true }

  /// Whether an input chooses a model by a name that is not of a file.
  func choosesModel(_ input: String?) -> Bool { input.map(modelInputs.contains) ?? false }
}
