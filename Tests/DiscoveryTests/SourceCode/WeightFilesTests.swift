import Estate
import Testing

@testable import Discovery

/// Files of weights that code names.
@Suite struct WeightFilesTests {
  private static func found(_ code: String) throws -> SourceCodeFixture.Found {
    try SourceCodeFixture([("settings/small.py", code)]).found()
  }

  @Test func `the address of a file of a hub names its model`() throws {
    let result = try Self.found(
      """
      class Small:
          url = "https://huggingface.co/acme/harbour-7B-GGUF/resolve/main/harbour-7b.Q4_K_M.gguf"
          file_name = "harbour-7b.Q4_K_M.gguf"
      """)
    let models = result.assets.filter { $0.kind == .model }
    #expect(models.map(\.name) == ["acme/harbour-7B-GGUF"])
    let lines = result.assets.filter { $0.kind == .modelArtifact }
      .compactMap { $0.sighting.location?.line }
    #expect(Set(lines) == [2, 3])
  }

  @Test func `other files of a hub, and patterns of names, are none`() throws {
    let result = try Self.found(
      """
      logo = "https://huggingface.co/acme/harbour-7B-GGUF/resolve/main/logo.png"
      rows = "https://huggingface.co/datasets/acme/tides/resolve/main/rows.gguf"
      ending = ".gguf"
      anything = "*.gguf"
      page = "https://acme.example/acme/harbour/resolve/main/harbour.gguf"
      """)
    #expect(!result.assets.contains { [.model, .modelArtifact].contains($0.kind) })
  }
}
