import Formats
import Testing

@Suite struct OtherManifestTests {
  private func summary(_ format: ManifestFormat, _ text: String) throws -> [String] {
    try Manifest.parse(Array(text.utf8), as: format).dependencies.map {
      "\($0.line) \($0.name) \($0.requirement ?? "-") \($0.version ?? "-")"
        + " \($0.isDevelopment ? "dev" : "run") \($0.source.rawValue)"
    }
  }

  @Test func `package.json keeps aliases, sources and kinds apart`() throws {
    let found = try summary(
      .packageJSON,
      """
      {"name": "x", "dependencies": {
        "openai": "4.1.0", "ai": "^3",
        "a": "npm:langchain@0.2.0", "b": "github:o/b", "c": "workspace:*",
        "d": "o/d"},
       "devDependencies": {"promptfoo": "latest"}}
      """)
    #expect(
      found == [
        "2 openai 4.1.0 4.1.0 run registry", "2 ai ^3 - run registry",
        "3 langchain 0.2.0 0.2.0 run registry", "3 b github:o/b - run git",
        "3 c workspace:* - run path", "4 d o/d - run git", "5 promptfoo latest - dev registry",
      ])
  }

  @Test func `package-lock.json is read in versions 1 and 3`() throws {
    let first = """
      {"lockfileVersion": 1, "dependencies": {
        "a": {"version": "1.0.0", "requires": {"b": "^1"}, "dependencies": {
          "b": {"version": "2.0.0", "dev": true}}},
        "c": {"version": "github:o/c#1", "resolved": "git+ssh://x"}}}
      """
    #expect(
      try summary(.packageLock, first) == [
        "3 b - 2.0.0 dev registry", "2 a - 1.0.0 run registry", "4 c - - run git",
      ])
    let third = """
      {"name": "x", "lockfileVersion": 3, "packages": {
        "": {"dependencies": {"a": "^1"}},
        "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "^1"}},
        "node_modules/a/node_modules/@s/b": {"version": "2.0.0"},
        "packages/own": {"version": "0.1.0"},
        "node_modules/own": {"resolved": "packages/own", "link": true}},
       "dependencies": {"a": {"version": "1.0.0"}}}
      """
    #expect(
      try summary(.packageLock, third) == [
        "3 a - 1.0.0 run registry", "4 @s/b - 2.0.0 run registry",
      ])
  }

  @Test func `yarn and pnpm locks are read in each of their layouts`() throws {
    let yarn = """
      # yarn lockfile v1

      "@s/a@^1.0.0", "@s/a@^1.1.0":
        version "1.1.1"
        dependencies:
          version "9"

      b@npm:c@^2:
        version: 2.0.0

      "own@workspace:packages/own":
        version: 0.0.0-use.local
      """
    #expect(
      try summary(.yarnLock, yarn) == ["3 @s/a - 1.1.1 run registry", "8 c - 2.0.0 run registry"])
    let pnpm = """
      lockfileVersion: 5.4
      dependencies:
        /x/1.0.0: no
      packages:

        /@s/a/1.0.0_b@2.0.0:
          resolution: {integrity: x}
          dev: true

        /b@2.0.0(c@1.0.0):
          dev: false

        'd@3.0.0':
          resolution: {integrity: x}

      snapshots:
        'e@1.0.0': {}
      """
    #expect(
      try summary(.pnpmLock, pnpm) == [
        "6 @s/a - 1.0.0 dev registry", "10 b - 2.0.0 run registry", "13 d - 3.0.0 run registry",
      ])
  }

  @Test func `bun and deno files are read with their comments, and name packages of npm`() throws {
    let bun = """
      {
        "lockfileVersion": 1,
        "workspaces": {"": {"dependencies": {"x": "^1.0.0"}}},
        "packages": {
          "@s/a": ["@s/a@1.1.1", "", {"dependencies": {"b": "^2"}}, "sha512-x"],
          "@s/a/b": ["b@2.0.0", "", {}, "sha512-y"],
          "own": ["own@workspace:packages/own"],
        }
      }
      """
    #expect(
      try summary(.bunLock, bun) == ["5 @s/a - 1.1.1 run registry", "6 b - 2.0.0 run registry"])
    let deno = """
      {
        // what it imports
        "imports": {
          "a": "npm:@s/a@^1.0.0",
          "b": "https://esm.sh/b@2.0.0/helpers",
          "c": "jsr:@std/c@1",
          "d": "./d.ts",
        }
      }
      """
    #expect(
      try summary(.denoJSON, deno) == [
        "4 @s/a ^1.0.0 - run registry", "5 b 2.0.0 2.0.0 run registry",
      ])
    let lock = """
      {"version": "4", "npm": {
        "@s/a@1.2.0_b@2.0.0": {"integrity": "x"},
        "b@2.0.0": {}
      }}
      """
    #expect(
      try summary(.denoLock, lock) == ["2 @s/a - 1.2.0 run registry", "3 b - 2.0.0 run registry"])
  }

  @Test func `go.mod tells indirect and replaced modules`() throws {
    let text = """
      module example.org/x
      require github.com/A/b v1.0.0
      require (
      \tgithub.com/c/d/v2 v2.1.0 // indirect
      \t// github.com/e/f v1.0.0
      )
      replace github.com/A/b => ../b
      """
    #expect(
      try summary(.goModule, text) == [
        "2 github.com/a/b v1.0.0 v1.0.0 run path",
        "4 github.com/c/d/v2 v2.1.0 v2.1.0 run registry",
      ])
    let manifest = try Manifest.parse(Array(text.utf8), as: .goModule)
    #expect(manifest.dependencies.map(\.group) == [nil, "indirect"])
  }

  @Test func `pom.xml resolves properties and managed versions`() throws {
    let text = """
      <project>
        <artifactId>x</artifactId>
        <properties><a>1.0</a><b>${a}</b></properties>
        <dependencyManagement><dependencies><dependency>
          <groupId>g</groupId><artifactId>m</artifactId><version>3.0</version>
        </dependency><dependency><groupId>g</groupId><artifactId>bom</artifactId><version>${b}</version>
          <type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
        <dependencies>
          <dependency>
            <groupId>g</groupId>
            <artifactId>n</artifactId>
            <version>${b}</version>
          </dependency>
          <dependency><groupId>g</groupId><artifactId>m</artifactId><scope>test</scope></dependency>
          <dependency><groupId>g</groupId><artifactId>o</artifactId><version>${c}</version></dependency>
        </dependencies>
      </project>
      """
    #expect(
      try summary(.mavenProject, text) == [
        "6 g:bom 1.0 1.0 run registry", "11 g:n 1.0 1.0 run registry",
        "14 g:m 3.0 3.0 dev registry", "15 g:o ${c} - run registry",
      ])
  }

  @Test func `a property that names itself ends`() throws {
    let text = """
      <project><properties><a>${a}${a}</a></properties><dependencies><dependency>
      <groupId>g</groupId><artifactId>n</artifactId><version>${a}</version>
      </dependency></dependencies></project>
      """
    #expect(try summary(.mavenProject, text).count == 1)
  }

  @Test func `Gradle notations are read`() throws {
    let text = """
      dependencies {
        implementation 'g:a:1.0' // note
        testImplementation("g:b:1.+")
        api group: 'g', name: 'c', version: '2.0'
        // implementation "g:d:1.0"
        implementation(platform("g:e:3.0"))
        println "g:f:1.0"
        implementation libs.x
      }
      """
    #expect(
      try summary(.gradleBuild, text) == [
        "2 g:a 1.0 1.0 run registry", "3 g:b 1.+ - dev registry", "4 g:c 2.0 2.0 run registry",
        "6 g:e 3.0 3.0 run registry",
      ])
    let catalog = """
      [versions]
      v = { strictly = "1.5" }
      [libraries]
      a = "g:a:1.0"
      b = { group = "g", name = "b", version.ref = "v" }
      """
    #expect(
      try summary(.gradleCatalog, catalog) == [
        "4 g:a 1.0 1.0 run registry", "5 g:b 1.5 1.5 run registry",
      ])
  }

  @Test func `Cargo, NuGet, Bundler and Composer files are read`() throws {
    let cargo =
      "[dependencies]\na_b = \"=1.0\"\nc = {package = \"d\", git = \"x\"}\n[dev-dependencies]\ne.version = \"2\"\n"
    #expect(
      try summary(.cargoManifest, cargo) == [
        "2 a-b =1.0 1.0 run registry", "3 d - - run git", "5 e 2 - dev registry",
      ])
    let project = """
      <Project Sdk="x">
        <ItemGroup>
          <PackageReference Include="A.B" Version="1.0.0" />
          <PackageReference Include="C"><Version>1.*</Version></PackageReference>
        </ItemGroup>
      </Project>
      """
    #expect(
      try summary(.dotnetProject, project) == [
        "3 a.b 1.0.0 1.0.0 run registry", "4 c 1.* - run registry",
      ])
    let gemfile = """
      source "https://example.org"
      gem "a", "~> 1.0", ">= 1.2"
      group :development, :test do
        gem 'b', '2.0'
      end
      gem "c", git: "https://example.org/c"
      # gem "d"
      """
    #expect(
      try summary(.gemfile, gemfile) == [
        "2 a ~> 1.0, >= 1.2 - run registry", "4 b 2.0 2.0 dev registry", "6 c - - run git",
      ])
    let composer =
      "{\"require\": {\"php\": \"^8\", \"A/b\": \"^1.0\"},\n\"require-dev\": {\"c/d\": \"1.0.0\"}}"
    #expect(
      try summary(.composerJSON, composer) == [
        "1 a/b ^1.0 - run registry", "2 c/d 1.0.0 1.0.0 dev registry",
      ])
    let lock = "{\"packages\": [{\"name\": \"a/b\", \"version\": \"v1.2.0\"}]}"
    #expect(try summary(.composerLock, lock) == ["1 a/b - 1.2.0 run registry"])
  }

  @Test func `SwiftPM, Dart, Elixir and R files are read`() throws {
    let package = """
      let package = Package(
        name: "x",
        dependencies: [
          .package(url: "https://github.com/A/B.git", from: "1.0.0"),
          .package(
            url: "git@github.com:C/D.git",
            exact: "2.0.0"),
          .package(path: "../E"),
        ])
      """
    #expect(
      try summary(.swiftPackage, package) == [
        "4 github.com/a/b 1.0.0 - run registry", "5 github.com/c/d 2.0.0 2.0.0 run registry",
      ])
    let resolved =
      "{\"pins\": [\n{\"location\": \"https://github.com/A/B\", \"state\": {\"version\": \"1.0.1\"}}], \"version\": 2}"
    #expect(try summary(.swiftResolved, resolved) == ["2 github.com/a/b - 1.0.1 run registry"])
    let pubspec =
      "name: x\ndependencies:\n  a: ^1.0.0\n  flutter:\n    sdk: flutter\ndev_dependencies:\n  b: 2.0.0\n"
    #expect(
      try summary(.pubspec, pubspec) == [
        "3 a ^1.0.0 - run registry", "4 flutter - - run registry", "7 b 2.0.0 2.0.0 dev registry",
      ])
    let mix =
      "defp deps do\n  [\n    {:a, \"~> 1.0\"},\n    {:b, \"~> 2.0\", only: [:dev, :test]},\n    # {:c, \"1\"}\n  ]\nend\n"
    #expect(
      try summary(.mixFile, mix) == ["3 a ~> 1.0 - run registry", "4 b ~> 2.0 - dev registry"])
    let description = "Package: x\nImports: a (>= 1.0),\n    b\nDescription: uses c,\n    d\n"
    #expect(
      try summary(.rDescription, description) == [
        "2 a >= 1.0 - run registry", "3 b - - run registry",
      ])
    let renv = "{\"Packages\": {\"a\": {\"Version\": \"1.0\", \"Source\": \"GitHub\"}}}"
    #expect(try summary(.renvLock, renv) == ["1 a - 1.0 run git"])
  }

  @Test(arguments: ManifestFormat.allCases)
  func `no format crashes on broken or foreign text`(format: ManifestFormat) {
    let texts = [
      "", "{", "[", "<a", "\"", "'", "= = =", "- : -", "gem \"", "implementation '", "{:", "@",
      "/@", "require (", "a@", "[[package]]\nname = 1", "{\"packages\": [1, {}]}",
      "{\"packages\": 1}",
      "{\"dependencies\": {\"a\": {\"dependencies\": {\"b\": 1}}}}",
      "packages:\n  :\n  '@':\n  /:\n",
      ".package(", ".package(url:", "install_requires=[\"", "x=\"\\", "-r", "-e", "x==", "a[",
      "#egg=",
      String(repeating: "(", count: 5000), String(repeating: "{\"dependencies\":", count: 5000),
    ]
    for text in texts {
      let manifest = try? Manifest.parse(Array(text.utf8), as: format)
      #expect(manifest?.dependencies.allSatisfy { !$0.name.isEmpty } ?? true)
    }
  }
}
