import Estate
import TestSupport
import Testing

@testable import Discovery

@Suite struct OutcomeRoundTripTests {
  private static let path = "src/caf\u{E9}/main.py"
  private static let source = "files:repository:local:x"
  private static let detectors = ["commands", "models", "packages"]

  private static func bytes(of outcome: FileInspector.Outcome) -> [UInt8]? {
    OutcomeWriter.bytes(of: outcome, path: path, source: source, detectors: detectors)
  }

  private static func read(_ bytes: [UInt8]) throws(ByteReader.Damage) -> FileInspector.Outcome {
    try OutcomeReader.outcome(
      from: ByteReader(bytes, in: bytes.indices), path: path, source: source, detectors: detectors)
  }

  @Test(arguments: 0..<200)
  func `what was seen is read back to the last byte`(seed: Int) throws {
    var random = RandomOutcome(
      seed: UInt64(seed), path: Self.path, source: Self.source, detectors: Self.detectors)
    let outcome = random.outcome()
    let bytes = try #require(Self.bytes(of: outcome))
    let again = try Self.read(bytes)
    #expect(RandomOutcome.text(again) == RandomOutcome.text(outcome))
    #expect(Self.bytes(of: again) == bytes)
  }

  @Test func `nothing seen is nothing kept`() throws {
    #expect(Self.bytes(of: FileInspector.Outcome()) == [])
    #expect(RandomOutcome.text(try Self.read([])) == RandomOutcome.text(FileInspector.Outcome()))
  }

  @Test func `of the body of a fragment only the digest and the size are kept`() throws {
    var outcome = FileInspector.Outcome()
    let body = Array("body".utf8)
    func fragment(_ digest: FileDigest?) -> FileInspector.Fragment {
      FileInspector.Fragment(detector: 1, head: [7], body: .bytes(body, digest))
    }
    outcome.fragments = [fragment(FileDigest(of: body[...]))]
    let again = try Self.read(#require(Self.bytes(of: outcome)))
    guard case .kept(FileDigest(of: body[...]), size: 4)? = again.fragments.first?.body else {
      Issue.record("read back as \(again.fragments)")
      return
    }
    outcome.fragments = [fragment(nil)]
    #expect(Self.bytes(of: outcome) == nil)
  }

  @Test func `texts that only look the same are kept apart`() throws {
    var outcome = FileInspector.Outcome()
    for reason in ["caf\u{E9}", "cafe\u{301}", "caf\u{E9}"] {
      outcome.observations.skipped.append(Skipped(path: "a", reason: reason))
    }
    let again = try Self.read(#require(Self.bytes(of: outcome)))
    #expect(
      again.observations.skipped.map { Array($0.reason.unicodeScalars).count } == [4, 5, 4])
  }

  @Test func `what could not be read back is not kept`() {
    func outcome(_ detail: Value, source: String, detector: String) -> FileInspector.Outcome {
      var outcome = FileInspector.Outcome()
      outcome.observations.signals = [
        SignalObservation(
          signal: "s", asset: AssetID(.model, "a", "b"), detail: ["d": detail],
          sighting: Sighting(source: source, detector: detector))
      ]
      return outcome
    }
    var deep = Value.null
    for _ in 0..<62 { deep = .list([deep]) }
    #expect(Self.bytes(of: outcome(deep, source: Self.source, detector: "models")) != nil)
    #expect(Self.bytes(of: outcome([deep], source: Self.source, detector: "models")) == nil)
    #expect(Self.bytes(of: outcome(.null, source: "files:other", detector: "models")) == nil)
    #expect(Self.bytes(of: outcome(.null, source: Self.source, detector: "prompts")) == nil)
  }

  @Test(arguments: 0..<20)
  func `damaged bytes are refused or read as something else, and never more`(seed: Int) throws {
    var random = RandomOutcome(
      seed: UInt64(seed), path: Self.path, source: Self.source, detectors: Self.detectors)
    let bytes = try #require(Self.bytes(of: random.outcome()))
    for end in bytes.indices.dropFirst() {
      #expect(throws: ByteReader.Damage.self) { try Self.read(Array(bytes[..<end])) }
    }
    var generator = SeededGenerator(UInt64(seed))
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        guard let index = damaged.indices.randomElement(using: &generator) else { continue }
        damaged[index] = UInt8.random(in: 0...255, using: &generator)
      }
      if let outcome = try? Self.read(damaged) {
        #expect(outcome.observations.assets.count <= damaged.count)
      }
    }
  }
}
