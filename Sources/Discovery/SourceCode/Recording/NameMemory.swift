/// What names of variables and keys say, worked out once for each name.
final class NameMemory {
  private let facts: SourceTextFacts
  private var prompts: [String: Bool] = [:]
  private var models: [String: Bool] = [:]
  private var addresses: [String: Bool] = [:]

  init(_ facts: SourceTextFacts) { self.facts = facts }

  func namesPrompt(_ name: String) -> Bool {
    if let known = prompts[name] { return known }
    let answer = facts.namesPrompt(name)
    prompts[name] = answer
    return answer
  }

  func namesModel(_ name: String) -> Bool {
    if let known = models[name] { return known }
    let answer = facts.namesModel(name)
    models[name] = answer
    return answer
  }

  func namesAddress(_ name: String) -> Bool {
    if let known = addresses[name] { return known }
    let answer = facts.namesAddress(name)
    addresses[name] = answer
    return answer
  }
}
