import Estate
import Formats

/// Texts of settings that are prompts.
extension ModelSettingsRecording {
  /// A prompt as LangChain and Semantic Kernel keep it in a file.
  func isTemplate(_ node: DocumentNode) -> Bool {
    ["template_format", "input_variables", "_type"].contains { node[$0] != nil }
  }

  /// A prompt of several that settings keep by their names: `prompts: {notes: {prompt: "…"}}`, `prompts: {notes: "…"}`.
  func heldPrompt(
    _ text: String, key: String, path: [String]
  ) -> (name: String, isSure: Bool)? {
    guard PromptText.isSentence(text), !facts.isOfTranslations(entry) else { return nil }
    if path.last.map(facts.holdsPrompts) == true {
      return facts.files.isPrompt(text) ? (key, true) : nil
    }
    let isHeld = holdsPrompts(path)
    let name = path.last ?? key
    if facts.promptKeys.contains(key) { return (name, isHeld) }
    guard isHeld, facts.promptParts.contains(key), facts.files.isPrompt(text) else { return nil }
    return (name, true)
  }

  func holdsPrompts(_ path: [String]) -> Bool {
    path.suffix(2).contains(where: facts.holdsPrompts)
  }

  func isPrompt(_ text: String, key: String) -> Bool {
    guard text.utf8.count >= 40 else { return false }
    // `system_prompt` says it by itself.
    if names.sense(of: key).contains(.promptKey), PromptText.isSentence(text) { return true }
    guard names.namesPrompt(key) || key == "prompt" || key == "system" else { return false }
    return facts.files.isPrompt(text)
  }
}
