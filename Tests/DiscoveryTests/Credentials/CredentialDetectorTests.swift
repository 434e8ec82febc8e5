import Catalog
import Estate
import Matching
import Testing

@testable import Discovery

@Suite("The detector of credentials")
struct CredentialDetectorTests {
  private static let secret = joined(
    "gsk_", "Qf7Lw2ZsX9bTn4VkRm8c", "WGdyb3FYHj3Pd6YtEu1G", "a5KoNi0vCxSz")
  private static let other = joined(
    "gsk_", "zB8nMk3LqWe5RtYu7IoP", "WGdyb3FYa2SdFgHj4KlZ", "x6CvBnM9qWeR")

  @Test("records the credential, where it is, and what it opens")
  func records() throws {
    let text = "import groq\n\nKEY = '\(Self.secret)'\n"
    let seen = try CredentialScan().observations(in: text)
    let credential = try #require(seen.assets.first { $0.kind == .credential })
    #expect(credential.id.text.hasPrefix("credential:groq:"))
    #expect(credential.properties["leaked"] == true)
    #expect(credential.properties["publishable"] == false)
    #expect(credential.properties["redacted"] == "gsk_…Sz")
    #expect(credential.properties["location"] == "src/settings.py:3")
    #expect(credential.properties["scope"] == "product")
    #expect(credential.sighting.location?.line == 3)
    let contains = try #require(seen.relations.first { $0.kind == .containsSecret })
    #expect(contains.tail.text == "repository:local:shop")
    #expect(contains.head == credential.id)
    #expect(contains.sighting.location?.line == 3)
    let opens = try #require(seen.relations.first { $0.kind == .authenticatesAs })
    #expect(opens.head.text == "provider:vendor:groq")
    #expect(opens.basis == .inferred)
    #expect(seen.signals.isEmpty)
  }

  @Test("takes for a provider only who serves models")
  func otherServices() throws {
    let example = try #require(CredentialExample.all.first { $0.id.hasPrefix("grafana") })
    let seen = try CredentialScan().observations(in: "key: \(example.match[0])")
    #expect(seen.assets.map(\.kind) == [.credential])
    #expect(seen.relations.map(\.kind) == [.containsSecret])
  }

  @Test("never records the secret itself, nor more than six characters and two of it")
  func disclosesNothing() throws {
    let scan = try CredentialScan()
    for example in CredentialExample.all {
      for secret in example.match {
        let text = example.files(with: secret)[0].text
        let said = "\(try scan.observations(in: text))"
        #expect(!said.contains(secret), "\(example.id)")
        #expect(!said.contains(String(secret.suffix(6))), "\(example.id)")
      }
    }
  }

  @Test("gives the same secret one id wherever it stands, and each secret its own")
  func identity() throws {
    let scan = try CredentialScan()
    let first = try scan.credentials(in: "a = '\(Self.secret)'")
    let again = try scan.credentials(in: "\n{\"b\": \"\(Self.secret)\"}", path: "x/y.json")
    let second = try scan.credentials(in: "a = '\(Self.other)'")
    #expect(first.map(\.id) == again.map(\.id))
    #expect(first.map(\.id) != second.map(\.id))
    let keyed = try CredentialScan(digest: CredentialDigest(key: Array("our own".utf8)))
    #expect(try keyed.credentials(in: "a = '\(Self.secret)'").map(\.id) != first.map(\.id))
  }

  @Test("records each of several sightings with its line")
  func sightings() throws {
    let text = "\(Self.secret)\n\(Self.other)\n\n\(Self.secret)\n"
    let relations = try CredentialScan().observations(in: text).relations
      .filter { $0.kind == .containsSecret }
    #expect(relations.map(\.sighting.location?.line) == [1, 2, 4])
    #expect(Set(relations.map(\.head)).count == 2)
  }

  @Test("takes a publishable key for context and not for a leak")
  func publishable() throws {
    let example = try #require(CredentialExample.all.first { $0.id == "langfuse.public" })
    let found = try CredentialScan().credentials(in: "key: \(example.match[0])")
    #expect(found.first?.properties["publishable"] == true)
    #expect(found.first?.properties["leaked"] == false)
  }

  @Test(
    "says what kind of place the file is, and is surest of the product",
    arguments: [
      ("src/app.py", "product"), ("tests/test_app.py", "test"),
      ("examples/chat/main.py", "example"),
      ("docs/usage.txt", "docs"), ("README.md", "docs"), (".env.example", "template"),
      ("web/node_modules/x/index.js", "vendored"), ("app/main.min.js", "generated"),
      ("src/testing.py", "product"), ("contest/app.py", "product"),
    ])
  func scope(path: String, scope: String) throws {
    let found = try CredentialScan().credentials(in: "k = '\(Self.secret)'", path: path)
    #expect(found.first?.properties["scope"] == .text(scope))
    #expect(found.first?.sighting.confidence == (scope == "product" ? 0.95 : 0.95 * 0.9))
  }

  @Test("is less sure where the line calls it an example")
  func doubt() throws {
    let found = try CredentialScan().credentials(in: "# example: \(Self.secret)")
    #expect(found.first?.sighting.confidence == 0.475)
  }

  @Test(
    "finds a key behind an escape",
    arguments: ["\\n", "\\t", "\\u0022", "%22", "%3D", "=", "\"", "'", "`", ">", " ", "(", ""])
  func escapes(before: String) throws {
    #expect(try CredentialScan().credentials(in: before + Self.secret).count == 1)
  }

  @Test(
    "does not take a piece of a longer word for a key", arguments: ["a", "Z", "0", "_", "u0022"])
  func boundaries(neighbor: String) throws {
    #expect(try CredentialScan().credentials(in: neighbor + Self.secret).isEmpty)
    #expect(
      try CredentialScan().credentials(in: Self.secret + String(neighbor.prefix(1))).isEmpty
        == (neighbor != "_"))
  }

  @Test("finds keys with their lines in a file too large to read whole")
  func largeFile() throws {
    let line = Array((String(repeating: ".", count: 63) + "\n").utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(InspectedFile.wholeLimit + 64 << 10)
    while bytes.count <= InspectedFile.wholeLimit + 4096 { bytes += line }
    let token = Array(Self.secret.utf8)
    // Across the border of two stretches, near the start, and near the end.
    let places = [10, (4 << 20) - 20, (8 << 20) - 40, bytes.count - 90]
    for place in places { bytes.replaceSubrange(place..<place + token.count, with: token) }
    // The key must not swallow a line feed, or the lines would move.
    let expected = places.map { place in bytes[..<place].count { $0 == 10 } + 1 }
    let relations = try CredentialScan().observations(in: bytes).relations
      .filter { $0.kind == .containsSecret }
    #expect(relations.map(\.sighting.location?.line) == expected)
  }

  @Test("tells the CRC-32 of a GitHub token")
  func checksum() {
    #expect(TokenChecksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
  }
}
