import Catalog
import Estate
import Testing

@testable import Discovery

@Suite("The catalogue of credentials")
struct CredentialCatalogTests {
  @Test("has entries, each with a name of its own and with examples of both sorts")
  func complete() throws {
    let types = try CredentialCatalog(.embedded).types
    #expect(types.count == CredentialExample.all.count)
    #expect(types.count > 100)
    #expect(Set(types.map(\.id)).count == types.count)
    for example in CredentialExample.all {
      #expect(example.match.count >= 2, "\(example.id)")
      #expect(!example.noMatch.isEmpty, "\(example.id)")
    }
  }

  @Test(
    "finds each example in every kind of file, once, as its own type",
    arguments: CredentialExample.all)
  func matches(example: CredentialExample) throws {
    let scan = try CredentialScan()
    for secret in example.match {
      for file in example.files(with: secret) {
        let found = try scan.credentials(in: file.text, path: file.path)
        #expect(found.count == 1, "\(example.id) in \(file.path)")
        #expect(found.first?.properties["provider"] == .text(example.provider), "\(file.path)")
        #expect(found.first?.properties["type"] == .text(example.type), "\(file.path)")
      }
    }
  }

  @Test("finds nothing in what only resembles a key", arguments: CredentialExample.all)
  func noMatches(example: CredentialExample) throws {
    let scan = try CredentialScan()
    for text in example.noMatch {
      for file in example.files(with: text) {
        let found = try scan.credentials(in: file.text, path: file.path)
        #expect(found.isEmpty, "\(text) in \(file.path)")
      }
    }
  }

  @Test(
    "asks for the word that an ambiguous key needs",
    arguments: CredentialExample.all.filter { $0.near != nil })
  func needsWord(example: CredentialExample) throws {
    let scan = try CredentialScan()
    for secret in example.match {
      let found = try scan.credentials(in: "value = \"\(secret)\"\n")
      #expect(found.allSatisfy { $0.properties["provider"] != .text(example.provider) })
    }
  }
}
