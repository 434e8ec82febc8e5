import Foundation
import TestSupport
import Testing

@Suite("Places that fail")
struct FailingPlacesTests {
  /// Words that run a program as a user who may not do everything.
  private var otherUser: [String] {
    geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []
  }

  /// Runs a shell line in a mount namespace of its own, where `small` is a disk of that size.
  private func onSmallDisk(_ isobar: Isobar, size: String, _ line: String) throws -> Command {
    let folder = isobar.home.file("small")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let mount = "mount -t tmpfs -o size=\(size) none '\(folder)' && cd '\(folder)' && \(line)"
    let user = geteuid() == 0 ? "" : "--map-root-user "
    return try isobar.shell("unshare --mount \(user)bash -c \(quoted(mount))")
  }

  private func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  @Test("a full disk for the record is one line and status 3, and the result is shown all the same")
  func fullRecord() throws {
    let isobar = try Isobar()
    for number in 0..<300 {
      try isobar.home.write(Samples.mcpServers, to: "shop/\(number)/.mcp.json")
    }
    let command = try onSmallDisk(
      isobar, size: "400k",
      "\"$ISOBAR\" scan '\(isobar.home.file("shop"))' --format json --store isobar.db")
    #expect(command.status == 3, "\(command.errors)")
    #expect(
      command.errors.split(separator: "\n").count == 1 && command.errors.contains("disk is full"),
      "\(command.errors)")
    #expect(
      command.text.hasPrefix("{\"format\":\"isobar.scan/v1\"") && command.text.hasSuffix("}\n"))

    let none = try onSmallDisk(
      isobar, size: "16k",
      "\"$ISOBAR\" scan '\(isobar.home.file("shop"))' --format json --store isobar.db")
    #expect(none.status == 2 || none.status == 3, "\(none.errors)")
    #expect(
      none.errors.split(separator: "\n").count == 1 && none.errors.contains("full"),
      "\(none.errors)")
  }

  @Test("a full disk for --output is one line and status 3, and no file is left")
  func fullOutput() throws {
    let isobar = try Isobar()
    let sample = SourceTree.root.appending(path: "Examples/acme").path
    let command = try onSmallDisk(
      isobar, size: "32k",
      "{ \"$ISOBAR\" scan '\(sample)' --format json --no-store --output scan.json; s=$?; ls -A; exit $s; }"
    )
    #expect(command.status == 3, "\(command.errors)")
    #expect(
      command.errors.split(separator: "\n").count == 1 && command.errors.contains("no space left"),
      "\(command.errors)")
    #expect(command.text.isEmpty, "\(command.text)")
    let full = try isobar.shell("\"$ISOBAR\" scan '\(sample)' --no-store --format json > /dev/full")
    #expect(full.status == 3 && full.errors.split(separator: "\n").count == 1, "\(full.errors)")
    #expect(full.errors.contains("no space left"), "\(full.errors)")
  }

  @Test("a folder that cannot be written is one line and status 2 for the record, 3 for --output")
  func noPermission() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let closed = isobar.home.file("closed")
    var setting = Isobar.Setting(prefix: otherUser, binary: isobar.home.file("isobar"))
    try FileManager.default.copyItem(atPath: Isobar.binary, toPath: setting.binary)
    setting.environment["XDG_CACHE_HOME"] = closed
    try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: true)
    let modes = try Command(["chmod", "-R", "a+rX", isobar.home.path])
    #expect(modes.status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: closed)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed)
    }
    for store in [closed + "/isobar.db", closed + "/below/isobar.db"] {
      try isobar.run(["scan", project, "--store", store], setting).expectRefusal(saying: closed)
    }
    try isobar.run(["scan", project, "--no-store", "--output", closed + "/scan.txt"], setting)
      .expectRefusal(3, saying: "scan.txt", "permission denied")
    // Where compiled patterns cannot be kept, they are compiled again.
    let run = try isobar.run(["scan", project, "--no-store"], setting)
    #expect(run.status == 0 && run.output.contains("TRACK"), "\(run)")
  }

  @Test("a record of a newer format is refused and left as it is")
  func newerFormat() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    _ = try isobar.document(project)
    try PythonEnvironment.run([
      "-c",
      """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1])
      version = database.execute("PRAGMA user_version").fetchone()[0]
      database.execute(f"PRAGMA user_version = {version + 100}")
      database.commit()
      """, isobar.record,
    ])
    let before = try Data(contentsOf: URL(filePath: isobar.record))
    for arguments in [
      ["scan", project], ["inventory"], ["findings"], ["explain", "0123456789ab"],
    ] {
      try isobar.run(arguments).expectRefusal(saying: "isobar.db", "newer")
    }
    #expect(try Data(contentsOf: URL(filePath: isobar.record)) == before)
    let doctor = try isobar.run("doctor")
    #expect(doctor.status == 3 && doctor.output.contains("newer"), "\(doctor)")
  }

  @Test(
    "a record that is none is refused and left as it is",
    arguments: [
      "this is no database\n", "", "SQLite format 3\0 and then something else entirely",
    ])
  func noRecord(text: String) throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let file = isobar.home.file("notes.txt")
    try isobar.home.write(String(repeating: text, count: 300), to: "notes.txt")
    let run = try isobar.run("scan", project, "--store", file)
    if text.isEmpty {
      #expect(run.status == 0, "\(run)")
    } else {
      run.expectRefusal(saying: "notes.txt", "record")
      #expect(
        try String(contentsOfFile: file, encoding: .utf8) == String(repeating: text, count: 300))
    }
    let other = isobar.home.file("other.db")
    try PythonEnvironment.run([
      "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('create table t (a)')",
      other,
    ])
    try isobar.run("scan", project, "--store", other).expectRefusal(
      saying: "other.db", "not a record")
    for place in ["/dev/null", isobar.home.path] {
      try isobar.run("scan", project, "--store", place).expectRefusal(saying: place)
    }
  }

  @Test("a home that is not there is made, and compiled patterns that are broken are made anew")
  func brokenCache() throws {
    let isobar = try Isobar()
    let project = try Samples.project(in: isobar.home)
    let cache = isobar.home.file("cache")
    let setting = Isobar.Setting(environment: ["XDG_CACHE_HOME": cache])
    let first = try isobar.run(["scan", project, "--format", "json"], setting)
    #expect(first.status == 0, "\(first)")
    let files = try Command(["find", cache, "-type", "f"]).text.split(separator: "\n").map(
      String.init)
    #expect(!files.isEmpty)
    for file in files {
      var bytes = try Data(contentsOf: URL(filePath: file))
      bytes[bytes.count / 2] ^= 0xFF
      try bytes.prefix(bytes.count - 100).write(to: URL(filePath: file))
    }
    #expect(try isobar.run(["scan", project, "--format", "json"], setting).output == first.output)
  }
}
