import Catalog
import Discovery
import Estate
import Formats
import Testing

@Suite("Model files") struct ModelFileDetectorTests {
  private let fixtures: ArtifactFixtures

  init() throws { fixtures = try ArtifactFixtures.made.get() }

  @Test("every file says what the library that wrote it says") func agreesWithLibraries() throws {
    #expect(fixtures.expected.count > 40)
    for (name, facts) in fixtures.expected.sorted(by: { $0.key < $1.key }) {
      let seen = try ModelFileScan.observations(name, try #require(fixtures.files[name]))
      let asset = try #require(seen.assets.first, "\(name) is not seen")
      #expect(seen.assets.count == 1)
      for fact in facts.entries {
        let value = asset.properties[fact.key]
        if let number = fact.value.integer {
          #expect(value?.integer == number, "\(name) \(fact.key)")
        } else {
          #expect(value?.text == fact.value.text, "\(name) \(fact.key)")
        }
      }
      #expect(asset.id.text == "modelartifact:sha256:\(facts["sha256"]?.text ?? "")")
      #expect(seen.signals.isEmpty, "\(name): \(seen.signals.map(\.signal))")
      #expect(seen.skipped.isEmpty, "\(name): \(seen.skipped)")
      #expect(
        seen.relations.map(\.head) == [ModelFileScan.repository.id]
          && seen.relations.map(\.kind) == [.storedIn])
    }
  }

  @Test("the content is recognised whatever the name") func ignoresExtensions() throws {
    for (name, bytes) in fixtures.files.sorted(by: { $0.key < $1.key }) {
      let seen = try ModelFileScan.observations("blob", bytes)
      let format = fixtures.expected[name]?["format"]?.text
      #expect(seen.assets.first?.properties["format"]?.text == format, "\(name)")
    }
  }

  @Test("a pickle called .safetensors is a mismatch") func reportsMismatch() throws {
    let bytes = try #require(fixtures.files["protocol4.pkl"])
    let seen = try ModelFileScan.observations("model.safetensors", bytes)
    let signal = try #require(seen.signals.first)
    #expect(signal.signal == "artifact.extension-mismatch")
    #expect(signal.detail == ["declared": "safetensors", "actual": "pickle"])
    #expect(seen.assets.first?.properties["runs_code"] == "always")
  }

  @Test(
    "a file cut short says so",
    arguments: [
      "model.safetensors", "le.gguf", "be.gguf", "model.pt", "dense.h5", "protocol2.pkl",
      "model.onnx",
      "legacy.pth", "saved_model.pb", "zlib.joblib", "trees.ubj",
    ]) func reportsTruncation(name: String) throws
  {
    let bytes = try #require(fixtures.files[name])
    let seen = try ModelFileScan.observations(name, Array(bytes.dropLast(bytes.count / 4)))
    #expect(seen.assets.first?.properties["truncated"] == true)
    #expect(seen.signals.map(\.signal) == ["artifact.truncated"])
    #expect(seen.skipped.count == 1)
  }

  @Test("a Git LFS pointer is the artifact that it points to") func readsPointers() throws {
    let digest = String(repeating: "ab", count: 32)
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:\(digest)\nsize 4096\n"
    let seen = try ModelFileScan.observations("w.safetensors", Array(pointer.utf8))
    #expect(seen.assets.map(\.id.text) == ["modelartifact:sha256:\(digest)"])
    #expect(seen.assets.first?.properties["size"] == 4096)
    #expect(seen.assets.first?.properties["runs_code"] == "never")
    #expect(seen.signals.map(\.signal) == ["artifact.lfs-pointer"])
    #expect(try ModelFileScan.observations("photo.psd", Array(pointer.utf8)).isEmpty)
    #expect(try ModelFileScan.observations("firmware.bin", Array(pointer.utf8)).isEmpty)
  }

  @Test("the catalogue's first bytes interest the detector, or do not") func catalogExamples()
    throws
  {
    let detector = ModelFileDetector(try ArtifactFormats())
    let document = try #require(
      try Knowledge.embedded.document(at: "Catalog/artifact-formats.yaml"))
    let formats = document.root["formats"]?.items ?? []
    #expect(
      Set(formats.compactMap { $0["format"]?.text }) == Set(ArtifactFormat.allCases.map(\.rawValue))
    )
    for format in formats {
      for (key, wanted) in [("match", true), ("no_match", false)] {
        let examples = format["examples"]?[key]?.items ?? []
        #expect(!examples.isEmpty)
        for example in examples.compactMap(\.text) {
          let entry = ModelFileScan.entry("blob", Self.bytes(example))
          #expect(detector.wants(entry) == wanted, "\(format["format"]?.text ?? "") \(example)")
        }
      }
    }
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
  }
}
