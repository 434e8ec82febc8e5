import Classification
import Configuration
import Estate
import Foundation
import Testing

@Suite struct ClassifierTests {
  private let now = Date(timeIntervalSince1970: 1_795_000_000)  // 2026-11-18
  private let source = "files:repository:git:git.acme.example/web/shop"

  /// An estate of a repository in `folder` and applications seen at paths, all from one source.
  private func estate(
    repositories: [String: String] = ["": "shop"], seen: [String: String],
    codeOwners: [String: [(pattern: String, owners: [String])]] = [:]
  ) -> EstateBuilder {
    var builder = EstateBuilder()
    for (folder, name) in repositories {
      let id = AssetID(.repository, "git", "git.acme.example/web/\(name)")
      builder.add(
        AssetObservation(
          id: id, kind: .repository, name: name, properties: ["host": "git.acme.example"],
          sighting: Sighting(
            source: source, detector: "files",
            location: Location(path: folder.isEmpty ? "." : folder))))
      guard let rules = codeOwners[folder] else { continue }
      var observations = Observations()
      observations.signals.append(
        SignalObservation(
          signal: "repository.codeowners", asset: id,
          detail: [
            "precedence": 0,
            "rules": .list(
              rules.enumerated().map { index, rule in
                .map([
                  "pattern": .text(rule.pattern), "owners": .texts(rule.owners),
                  "line": .integer(index + 1),
                ])
              }),
          ],
          sighting: Sighting(
            source: source, detector: "code-owners", location: Location(path: "CODEOWNERS"))))
      builder.add(observations)
    }
    for (name, path) in seen {
      builder.add(
        AssetObservation(
          id: AssetID(.application, "repo", name), kind: .application, name: name,
          sighting: Sighting(source: source, detector: "t", location: Location(path: path, line: 3))
        ))
    }
    return builder
  }

  private func classified(_ builder: EstateBuilder, _ configuration: String) throws -> Estate {
    var builder = builder
    let configuration = try Configuration.parse(Array(configuration.utf8), file: "isobar.yaml")
    builder.add(
      Classifier(configuration: configuration, facts: try ClassificationFacts(), now: now).classify(
        builder.build()))
    return builder.build()
  }

  private func property(_ name: String, of asset: String, _ estate: Estate) -> String? {
    estate.index(of: AssetID(.application, "repo", asset)).flatMap {
      estate.assets[$0].properties[name]?.text
    }
  }

  @Test func `the last rule of CODEOWNERS that matches gives the owner, with its line`() throws {
    let estate = try classified(
      estate(
        seen: ["api": "services/api/requirements.txt", "web": "web/package.json"],
        codeOwners: ["": [("*", ["@acme/all"]), ("/services/", ["@acme/backend", "@lee"])]]), "")
    #expect(property("owner", of: "web", estate) == "acme/all")
    let api = try #require(estate.index(of: AssetID(.application, "repo", "api")))
    let owners = estate.outgoing(api, .ownedBy).map {
      estate.assets[estate.relation(at: $0).head].id.text
    }
    #expect(owners == ["person:git.acme.example:lee", "team:git.acme.example:acme/backend"])
    let sighting = estate.sightings(ofRelationAt: estate.outgoing(api, .ownedBy).lowerBound).first
    #expect(sighting?.location == Location(path: "CODEOWNERS", line: 2))
  }

  @Test func `a rule without owners takes ownership away, and a nested repository is its own`()
    throws
  {
    let estate = try classified(
      estate(
        repositories: ["": "top", "inner": "inner"],
        seen: [
          "free": "docs/requirements.txt", "own": "inner/requirements.txt", "held": "a/x.txt",
        ],
        codeOwners: ["": [("*", ["@acme/all"]), ("/docs/", [])]]), "")
    #expect(property("owner", of: "held", estate) == "acme/all")
    #expect(property("owner", of: "free", estate) == nil)
    #expect(property("owner", of: "own", estate) == nil)
  }

  @Test func `the configuration is surer than CODEOWNERS, and both are kept`() throws {
    let estate = try classified(
      estate(seen: ["api": "api/x.txt"], codeOwners: ["": [("*", ["@acme/all"])]]),
      "owners: [{path: 'api/**', owner: platform}]")
    #expect(property("owner", of: "api", estate) == "platform")
    let api = try #require(estate.index(of: AssetID(.application, "repo", "api")))
    #expect(
      estate.assets[api].claims.filter { $0.property == "owner" }.map(\.value)
        == ["acme/all", "platform"])
  }

  @Test func `an address of a person does not stand in an id`() throws {
    let estate = try classified(
      estate(seen: ["api": "api/x.txt"]), "owners: [{path: api, owner: Lee@Acme.example}]")
    let person = try #require(estate.assets.first { $0.kind == .person })
    #expect(!person.id.text.lowercased().contains("acme"))
    #expect(person.name == "Lee@Acme.example")
  }

  @Test func `environment, criticality and sensitivity come from the first statement that matches`()
    throws
  {
    let estate = try classified(
      estate(seen: ["api": "prod/api/x.txt", "tool": "tools/x.txt"]),
      """
      environments: [{path: "prod/**", environment: prod}, {path: "**", environment: dev}]
      criticality: [{asset: "application:repo:a*", criticality: crown}]
      sensitivity: [{asset: "datastore:*", sensitivity: restricted}]
      """)
    #expect(property("environment", of: "api", estate) == "prod")
    #expect(property("environment", of: "tool", estate) == "dev")
    #expect(property("criticality", of: "api", estate) == "crown")
    #expect(property("criticality", of: "tool", estate) == nil)
    #expect(property("sensitivity", of: "api", estate) == nil)
  }

  @Test func `approvals cover, expire and are outdone by a rejection; the rest is shadow AI`()
    throws
  {
    let seen = ["good": "a/x", "old": "b/x", "no": "c/x", "shadow": "d/x"]
    let estate = try classified(
      estate(seen: seen),
      """
      approvals:
        - {asset: "application:repo:good", state: approved, expires: 2027-01-01, owner: board}
        - {asset: "application:repo:old", state: approved, expires: 2026-01-01}
        - {asset: "application:repo:no", state: approved}
        - {asset: "application:repo:no", state: rejected}
      """)
    #expect(property("approval", of: "good", estate) == "approved")
    #expect(property("approval", of: "old", estate) == "expired")
    #expect(property("approval", of: "no", estate) == "rejected")
    #expect(property("approval", of: "shadow", estate) == "none")
    #expect(estate.collected.contains(.approvedBy))
    let silent = try classified(self.estate(seen: seen), "")
    #expect(property("approval", of: "shadow", silent) == nil)
    #expect(!silent.collected.contains(.approvedBy))
  }
}
