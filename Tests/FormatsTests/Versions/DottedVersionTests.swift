import Formats
import Testing

@Suite struct DottedVersionTests {
  @Test(
    "versions are ordered by their numbers",
    arguments: [
      ("0.1.15", "0.1.16"), ("0.6.4", "2025.7.1"), ("1.9", "1.10"), ("1.0.0-rc.1", "1.0.0"),
      ("v1.2", "1.2.1"),
    ])
  func order(low: String, high: String) throws {
    let (low, high) = (try #require(DottedVersion(low)), try #require(DottedVersion(high)))
    #expect(low < high)
    #expect(!(high < low))
  }

  @Test("trailing zeros say nothing") func zeros() {
    #expect(DottedVersion("1.0") == DottedVersion("1.0.0"))
  }

  @Test(
    "what is no number is no version",
    arguments: ["", "latest", "^1.2", "99999999999999999999", "1 2"])
  func none(text: String) { #expect(DottedVersion(text) == nil) }
}
