import Discovery
import Estate
import Formats
import Foundation
import TestSupport
import Testing

@Suite("Files that are no models") struct OtherFilesTests {
  @Test(
    "text that resembles a pickle is none",
    arguments: [
      ("notes.txt", "(lp0-like words begin this line\nand go on.\n"),
      ("list.txt", "(lp0\nand then prose.\n"),
      ("model.pt", "A receita do bolo: misture os ovos, o leite e a farinha.\n"),
      ("poem.pkl", "I wandered lonely as a cloud\nThat floats on high\n."), ("dot.txt", "."),
      ("numbers.txt", "I1\nI2\nI3\n"), ("module.txt", "cos\nsystem\n"), ("empty.csv", "]."),
      ("import.py", "import os\nos.system('ls')\n"), ("version.txt", "Version 1.0.\n"),
      ("lisp.el", "(defun f (x)\n  (list x))\n"), ("tree.txt", "tree\nversion control\n"),
      ("page.safetensors", "<!DOCTYPE html><html><body>404</body></html>"),
      ("config.safetensors", #"{"abcd":{"model_type":"llama","hidden_size":4096}}"#),
      ("config.json", #"{"learner":"none","version":[1,2,3]}"#),
      ("net.xml", "<net><layers/></net>"),
      ("network.xml", "<?xml version=\"1.0\"?><network version=\"1\"><layers></layers></network>"),
    ]) func ignoresText(name: String, text: String) throws
  {
    #expect(try ModelFileScan.observations(name, Array(text.utf8)).isEmpty)
  }

  @Test(
    "bytes of other formats are none", arguments: ["file", "model.bin", "model.pt", "weights.h5"])
  func ignoresBytes(name: String) throws {
    for (kind, bytes) in Self.others {
      #expect(try ModelFileScan.observations(name, bytes).assets.isEmpty, "\(kind)")
    }
  }

  @Test("what is called a model and begins as none is named as not read; other names are no claim")
  func namesStrangers() throws {
    let noise: [UInt8] = [0x8E, 0x43, 0x83, 0x07, 0, 0x2E, 0xD1, 0x62, 0xCF, 0x19, 0x38, 0x57]
    for name in ["model.pkl", "model.safetensors", "model.gguf", "model.pt"] {
      #expect(try ModelFileScan.observations(name, noise).skipped.count == 1, "\(name)")
    }
    for name in ["noise.bin", "noise", "photo.jpg"] {
      #expect(try ModelFileScan.observations(name, noise).isEmpty, "\(name)")
    }
  }

  @Test("ten thousand files of random bytes hold no model") func ignoresNoise() throws {
    var generator = SeededGenerator(42)
    for number in 0..<10_000 {
      let bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let name = number.isMultiple(of: 2) ? "noise.bin" : "noise"
      #expect(try ModelFileScan.observations(name, bytes).isEmpty, "\(bytes)")
    }
  }

  @Test("archives, tables and arrays of real programs hold no model") func ignoresRealFiles() throws
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "isobar-others-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/make_others.py").path
    try PythonEnvironment.run([script, folder.path])
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names.count >= 12)
    for name in names {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      let seen = try ModelFileScan.observations(name, bytes)
      #expect(seen.isEmpty, "\(name): \(seen.assets.map(\.properties))")
    }
  }

  private static let others: [(String, [UInt8])] = [
    (
      "JPEG",
      [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10] + Array("JFIF".utf8) + [0, 1, 1, 0, 0, 1, 0, 1, 0, 0]
    ),
    ("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)),
    ("SQLite", Array("SQLite format 3\0".utf8) + [0x10, 0, 1, 1, 0, 0x40, 0x20, 0x20]),
    ("ELF", [0x7F] + Array("ELF".utf8) + [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x3E, 0]),
    ("PDF", Array("%PDF-1.7\n%\u{E2}\u{E3}\n".utf8)), ("nothing", []), ("one byte", [0x80]),
    ("zeros", [UInt8](repeating: 0, count: 4096)),
    ("protobuf", [0x08, 0x01, 0x12, 0x02, 0x68, 0x69]),
    ("none", [0x80, 0x02, 0x4E]), ("high bytes", [0x80, 0x04, 0x95, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ("Java class", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 0x34]),
  ]
}
