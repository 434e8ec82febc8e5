import Catalog
import Estate
import Formats
import Testing

@testable import Discovery

@Suite struct ContainerCatalogueTests {
  private func examples(_ path: String, _ key: String) throws -> [DocumentNode] {
    let document = try #require(try Knowledge.embedded.document(at: path))
    let items = document.root["examples"]?[key]?.items ?? []
    #expect(!items.isEmpty)
    return items
  }

  @Test("every image of the catalogue is known, and images of other people are not")
  func images() throws {
    let images = try AIImages(.embedded)
    for node in try examples("Catalog/ai-images.yaml", "match") {
      let text = try #require(node["image"]?.text)
      let image = try #require(ImageReference(text))
      #expect(images.product(of: image)?.slug == node["product"]?.text, "\(text)")
    }
    for node in try examples("Catalog/ai-images.yaml", "no_match") {
      let text = try #require(node["image"]?.text)
      let image = try #require(ImageReference(text))
      #expect(images.product(of: image) == nil, "\(text)")
    }
  }

  @Test("every command line of the catalogue is told for what it does, and others are not")
  func commands() throws {
    let commands = try AICommands(.embedded)
    let models = try ModelNames(.embedded)
    for node in try examples("Catalog/ai-commands.yaml", "match") {
      let line = try #require(node["line"]?.text)
      let use = try #require(commands.use(in: ShellScript.words(line)), "\(line)")
      #expect(use.entry.does.rawValue == node["does"]?.text, "\(line)")
      #expect(use.model(models)?.id.text == node["model"]?.text, "\(line)")
    }
    for node in try examples("Catalog/ai-commands.yaml", "no_match") {
      let line = try #require(node["line"]?.text)
      #expect(commands.use(in: ShellScript.words(line)) == nil, "\(line)")
    }
  }

  @Test("every action of the catalogue is told for what it does, and others are not")
  func actions() throws {
    let actions = try CIActions(.embedded)
    for node in try examples("Catalog/ci-actions.yaml", "match") {
      let uses = try #require(node["uses"]?.text)
      #expect(actions.entry(for: uses)?.does.rawValue == node["does"]?.text, "\(uses)")
    }
    for node in try examples("Catalog/ci-actions.yaml", "no_match") {
      let uses = try #require(node["uses"]?.text)
      #expect(actions.entry(for: uses) == nil, "\(uses)")
    }
  }

  @Test("the words of stages tell those that train, and those that test")
  func stages() throws {
    let files = try MachineLearningFiles(.embedded)
    for key in ["match", "no_match"] {
      for node in try examples("Catalog/machine-learning-files.yaml", key) {
        let (stage, command) = (node["stage"]?.text ?? "", node["command"]?.text ?? "")
        #expect(
          files.trains(stage: stage, command: command) == node["trains"]?.boolean ?? false,
          "\(stage)")
        #expect(
          files.evaluates(stage: stage, command: command) == node["evaluates"]?.boolean ?? false,
          "\(stage)")
      }
    }
  }

  @Test("texts of the catalogue are told for prompts, and others are not")
  func prompts() throws {
    let facts = try AgentFileFacts(.embedded)
    for key in ["match", "no_match"] {
      for node in try examples("Catalog/agent-files.yaml", key) {
        let text = try #require(node["text"]?.text)
        #expect(facts.isPrompt(text) == node["prompt"]?.boolean, "\(text)")
      }
    }
  }
}
