import Formats
import Foundation
import TestSupport
import Testing

@Suite struct VersionTests {
  /// Versions in rising order, by PEP 440.
  private static let rising = [
    "1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0a2", "1.0b1", "1.0rc1", "1.0", "1.0+abc", "1.0+abc.5",
    "1.0+abc.10", "1.0+5", "1.0.post1.dev1", "1.0.post1", "1.0.1", "1.1", "1.10", "2", "1!0.1",
  ]

  @Test func `Python versions rise as PEP 440 says`() {
    for (low, lower) in Self.rising.enumerated() {
      for (high, higher) in Self.rising.enumerated() {
        #expect(VersionScheme.python.precedes(lower, higher) == (low < high), "\(lower) \(higher)")
      }
    }
  }

  @Test func `spellings of one Python version are equal`() {
    for (a, b) in [
      ("1.0", "1"), ("v1.0", "1.0.0"), ("1.0-1", "1.0.post1"), ("1.0alpha1", "1.0a1"),
      ("1.0_rc.1", "1.0c1"), ("1.0.DEV", "1.0.dev0"), ("1.0+A-b", "1.0+a.b"), ("01.2", "1.02"),
    ] {
      #expect(VersionScheme.python.version(a, meets: "==\(b)"), "\(a) \(b)")
    }
    for text in ["", "x", "1.x", "1.0+", "1..0", "1.0-", "1.0 1", "2024-01-01-x", "*"] {
      #expect(PythonVersion(text) == nil, "\(text)")
    }
  }

  @Test func `the order agrees with the packaging library`() throws {
    let program = """
      import itertools, random
      from packaging.version import Version
      random.seed(7)
      parts = [["", "1!"], ["0", "1", "1.0", "1.2", "1.10", "2.0.0", "10"],
               ["", "a1", "b2", "rc1", "-alpha.3", ".pre0"], ["", ".post1", "-2", "r3"], ["", ".dev0", ".dev4"],
               ["", "+cu121", "+1", "+a.2"]]
      versions = ["".join(random.choice(p) for p in parts) for _ in range(120)]
      for a, b in itertools.combinations(versions, 2):
          print(a, b, "<" if Version(a) < Version(b) else ">" if Version(a) > Version(b) else "=")
      """
    let answer = try PythonEnvironment.run(["-c", program])
    var compared = 0
    for line in answer.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      #expect(VersionScheme.python.precedes(words[0], words[1]) == (words[2] == "<"), "\(line)")
      #expect(VersionScheme.python.precedes(words[1], words[0]) == (words[2] == ">"), "\(line)")
      compared += 1
    }
    #expect(compared == 7140)
  }

  @Test func `semantic versions rise as their rules say`() {
    let rising = [
      "0.9", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta.2", "1.0.0-beta.11",
      "1.0.0-rc.1", "1.0.0", "1.0.1", "1.2", "1.10.0", "2025.7.1",
    ]
    for (low, lower) in rising.enumerated() {
      for (high, higher) in rising.enumerated() {
        #expect(
          VersionScheme.semantic.precedes(lower, higher) == (low < high), "\(lower) \(higher)")
      }
    }
    #expect(VersionScheme.semantic.version("v1.0.0+build", meets: "==1.0"))
    #expect(VersionScheme.semantic.version("1.0.0.RELEASE", meets: "==1.0"))
    #expect(SemanticVersion("latest") == nil)
  }

  @Test func `a comparison is met in all its parts, and never by what is no version`() {
    #expect(VersionScheme.semantic.version("0.1.15", meets: ">=0.0.5,<0.1.16"))
    #expect(!VersionScheme.semantic.version("0.1.16", meets: ">=0.0.5,<0.1.16"))
    #expect(!VersionScheme.semantic.version("latest", meets: ">=0.0.5"))
    #expect(!VersionScheme.python.version("1.0", meets: "~=1"))
  }
}
