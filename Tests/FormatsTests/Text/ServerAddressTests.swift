import Formats
import Testing

@Suite struct ServerAddressTests {
  @Test("an address is taken apart")
  func parts() throws {
    let address = try #require(ServerAddress("HTTPS://me:pw@Host.Test:8443/a/b?x=1&y=2#z"))
    #expect(address.scheme == "https")
    #expect(address.user == "me")
    #expect(address.password == "pw")
    #expect(address.host == "host.test")
    #expect(address.port == "8443")
    #expect(address.path == "/a/b")
    #expect(address.query.map(\.value) == ["1", "2"])
    #expect(address.isEncrypted)
  }

  @Test(
    "what has no scheme or host is no address",
    arguments: ["", "host/path", "://x", "http://", "a b://c"])
  func none(text: String) { #expect(ServerAddress(text) == nil) }

  @Test(
    "addresses of this machine are known",
    arguments: [
      ("http://localhost:1/x", true), ("http://127.0.0.2", true), ("http://[::1]:80/", true),
      ("http://localhost.evil.test", false), ("http://127.evil.test", false),
      ("http://10.0.0.1", false),
    ])
  func loopback(text: String, expected: Bool) throws {
    #expect(try #require(ServerAddress(text)).isLoopback == expected)
  }

  @Test("control characters do not reach a terminal")
  func plainLine() {
    #expect(PlainLine.of("a\u{1B}[31m\nb\u{202E}c\u{9B}d") == "a?[31m b?c?d")
    #expect(PlainLine.of(String(repeating: "x", count: 300), limit: 10) == "xxxxxxxxxx…")
  }
}
