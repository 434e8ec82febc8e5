import Foundation
import TestSupport

/// Small targets.
enum Samples {
  /// A server that runs whatever version is newest, and one that is called without encryption.
  static let mcpServers = """
    {"mcpServers": {
      "web": {"command": "npx", "args": ["-y", "@acme/web-mcp"]},
      "desk": {"type": "http", "url": "http://mcp.desk.example:8931/mcp"}
    }}
    """

  /// A folder with two findings of medium severity.
  static func project(in folder: TemporaryFolder, named name: String = "shop") throws -> String {
    try folder.write(mcpServers, to: "\(name)/.mcp.json")
    try folder.write("openai==1.40.0\nlangchain==0.2.0\n", to: "\(name)/requirements.txt")
    try folder.write("* @acme/shop\n", to: "\(name)/CODEOWNERS")
    return folder.file(name)
  }

  /// A tree that takes long to read and little room: one megabyte of text under many names.
  static func largeTree(in folder: TemporaryFolder, named name: String = "large") throws -> String {
    let line = "the quick brown fox jumps over the lazy dog\n"
    let text = String(repeating: line, count: (1 << 20) / line.utf8.count)
    try folder.write(text, to: "\(name)/0/text.txt")
    for group in 0..<100 {
      let path = folder.file("\(name)/\(group)")
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for number in 0..<200 {
        try FileManager.default.linkItem(
          atPath: folder.file("\(name)/0/text.txt"), toPath: "\(path)/\(number).txt")
      }
    }
    return folder.file(name)
  }
}
