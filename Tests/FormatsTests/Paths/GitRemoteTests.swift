import Formats
import Testing

@Suite struct GitRemoteTests {
  @Test(arguments: [
    "https://github.com/acme/shop.git",
    "https://user:token@github.com/acme/shop.git",
    "https://ghp_secret@GitHub.com/acme/shop/",
    "git@github.com:acme/shop.git",
    "ssh://git@github.com:22/acme/shop",
    "git://github.com/acme/shop.git?x=1#y",
    "github.com/acme/shop",
  ])
  func `every form of a remote gives the same identity, without credentials`(url: String) throws {
    let remote = try #require(GitRemote(url))
    #expect(remote.host == "github.com")
    #expect(remote.path == "acme/shop")
  }

  @Test(arguments: ["", "/srv/git/shop.git", "../shop", "file:///srv/shop.git", "shop", "C:"])
  func `a remote on this machine is no identity`(url: String) {
    #expect(GitRemote(url) == nil)
  }

  @Test func `a port is left out and a deeper path kept`() throws {
    let remote = try #require(GitRemote("https://git.acme.example:8443/group/team/shop.git"))
    #expect("\(remote.host)/\(remote.path)" == "git.acme.example/group/team/shop")
  }
}
