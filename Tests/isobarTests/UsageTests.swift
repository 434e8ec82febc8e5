import Foundation
import TestSupport
import Testing

@Suite("Wrong usage")
struct UsageTests {
  @Test(
    "is one clear line and status 2",
    arguments: [
      (["scan", "--only", "packages,credentails", "."], ["'credentails'", "credentials"]),
      (["scan", "nowhere"], ["nowhere", "no such file or folder"]),
      (["scan", "gti:foo"], ["unknown source kind 'gti'", "files"]),
      (["scan", "--format", "xml", "."], ["'xml'", "json"]),
      (["scan", "--fail-on", "hihg", "."], ["'hihg'", "high"]),
      (["scan", "--config", "nowhere.yaml", "."], ["nowhere.yaml", "no such file"]),
      (["scan", "--store", "postgres://db.example/isobar", "."], ["postgres://db.example/isobar"]),
      (["scan"], ["targets"]),
      (["scan", ""], ["target"]),
      (["scan", "--frobnicate", "."], ["--frobnicate"]),
      (["frobnicate"], ["frobnicate"]),
      (["inventory", "--store", "nowhere.db"], ["nowhere.db", "no record yet"]),
      (["inventory", "--kind", "Agnet"], ["'Agnet'", "'Agent'"]),
      (["findings", "--status", "shut"], ["'shut'", "open"]),
      (["explain", "0123456789ab"], ["no record yet"]),
      (["rules", "show", "ISO-GOV-0001"], ["'ISO-GOV-0001'", "Did you mean"]),
      (["rules", "test", "nowhere"], ["nowhere"]),
      (["rules", "list", "--rules", "nowhere"], ["nowhere"]),
      (["init", "nowhere/below"], ["nowhere/below/isobar.yaml"]),
    ])
  func refused(arguments: [String], words: [String]) throws {
    let isobar = try Isobar()
    let run = try isobar.run(arguments, .init(folder: isobar.home.url))
    run.expectRefusal()
    for word in words { #expect(run.errors.contains(word), "\(run)") }
  }

  @Test("leaves no record")
  func noRecord() throws {
    let isobar = try Isobar()
    try isobar.run("scan", "--only", "nothing", isobar.home.path).expectRefusal()
    try isobar.run("scan", isobar.home.file("nowhere")).expectRefusal()
    #expect(!FileManager.default.fileExists(atPath: isobar.record))
  }

  @Test(
    "that names escape sequences and newlines is shown harmless",
    arguments: [
      ["scan", "a\u{1B}[31m\nb"], ["scan", "--only", "\u{1B}[2J", "."],
      ["scan", "--format", "\u{1B}]0;x\u{07}", "."], ["explain", "--store", "\u{1B}[31m.db", "x"],
      ["scan", "\u{202E}gpj"],
    ])
  func harmless(arguments: [String]) throws {
    let isobar = try Isobar()
    let run = try isobar.run(arguments, .init(folder: isobar.home.url))
    run.expectRefusal()
    #expect(!run.errors.contains("\u{202E}"))
  }

  @Test("in isobar.yaml is named with file, line and the likely intended word")
  func configuration() throws {
    let isobar = try Isobar()
    try isobar.home.write("organisation: Acme\nownres: []\n", to: "shop/isobar.yaml")
    try isobar.run("scan", isobar.home.file("shop"))
      .expectRefusal(saying: "isobar.yaml:2", "ownres", "'owners'")
  }
}
