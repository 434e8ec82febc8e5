import Formats
import Testing

@Suite struct PackageURLPartsTests {
  @Test(
    "the parts of package URLs as programs write them",
    arguments: [
      ("pkg:pypi/langchain@0.3.1", "pypi|langchain|0.3.1"), ("pkg:npm/%40a/b@1", "npm|@a/b|1"),
      ("pkg:npm/@a/b@1", "npm|@a/b|1"), ("pkg:npm/@a/b", "npm|@a/b|-"),
      ("pkg:npm/@scoped", "npm|@scoped|-"), ("PKG:PyPI/x", "pypi|x|-"),
      ("pkg://golang/github.com/a/b@v1.0.0#sub/dir", "golang|github.com/a/b|v1.0.0"),
      ("pkg:huggingface/org%2Fmodel@abc", "huggingface|org/model|abc"),
      ("pkg:oci/app@sha256%3Aab?repository_url=ghcr.io/a/app", "oci|app|sha256:ab"),
      ("pkg:maven/org.a/b@1?type=jar&x", "maven|org.a/b|1"),
      ("pkg:deb/debian/c++@1", "deb|debian/c++|1"),
    ])
  func parts(text: String, expected: String) throws {
    let parts = try #require(PackageURLParts(text))
    #expect("\(parts.type)|\(parts.path)|\(parts.version ?? "-")" == expected)
  }

  @Test(arguments: [
    "", "pkg:", "pkg:pypi", "pkg:pypi/", "pypi/x", "pkg:/", "pkg:///", "http://a/b",
  ])
  func `what is none is none`(text: String) {
    #expect(PackageURLParts(text) == nil)
  }

  @Test func `qualifiers are read by name, decoded`() {
    let parts = PackageURLParts("pkg:oci/a?repository_url=ghcr.io%2Facme%2Fa&Tag=1&empty=")
    #expect(parts?.qualifiers == ["repository_url": "ghcr.io/acme/a", "tag": "1"])
  }
}
