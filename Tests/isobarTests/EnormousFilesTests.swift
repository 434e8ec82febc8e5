import Foundation
import TestSupport
import Testing

/// One after another: each fills the page cache and the disk for a while.
@Suite("Enormous files", .serialized)
struct EnormousFilesTests {
  @Test("of two gigabytes in a single line are read in bounded memory")
  func singleLine() throws {
    let tree = try HostileTree()
    try tree.prepare("yes 'lorem ipsum ' | tr -d '\\n' | head -c 2147483648 > big.txt")
    let scan = try tree.scan(.init(limit: 300))
    #expect(scan.sources.first?.files == 4)
  }

  @Test(
    "that are notebooks with a gigabyte of output are read in bounded memory, to their last cell")
  func notebook() throws {
    let tree = try HostileTree()
    try tree.prepare(
      """
      { printf '{"cells": [{"cell_type": "code", "outputs": [{"text": ["'
        yes 'lorem \\\\n' | tr -d '\\n' | head -c 1073741820; printf '\\\\n"]}], "source": ""},'
        printf '{"cell_type": "code", "outputs": [], "source": ["%%pip install openai==1.40.0"]}]}'
      } > big.ipynb
      """)
    let scan = try tree.scan(.init(limit: 300))
    #expect(scan.assets.contains { $0.id == "package:pkg:pypi/openai" })
  }

  @Test(
    "of a terabyte of nothing are told by their first bytes",
    arguments: [
      "big.bin", "big.txt", "model.gguf", "model.pt", "model.onnx", "model.safetensors", "model.h5",
      "model.npy", "model.tflite", "archive.zip", "wheel.whl",
    ])
  func sparse(name: String) throws {
    let tree = try HostileTree()
    try tree.prepare("truncate -s 1T '\(name)' || truncate -s 10G '\(name)'")
    let scan = try tree.scan(.init(limit: 60))
    #expect(!scan.assets.contains { $0.kind == "ModelArtifact" })
  }

  @Test(
    "with the first bytes of a model and gigabytes of nothing are bounded",
    arguments: [
      ("model.safetensors", "\\x08\\0\\0\\0\\0\\0\\0\\0{}      "),
      ("model.safetensors", "\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f{}"),
      (
        "model.gguf",
        "GGUF\\x03\\0\\0\\0\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f"
      ),
      ("model.pkl", "\\x80\\x04\\x95\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x7f"),
      ("model.pt", "PK\\x03\\x04"),
      ("model.h5", "\\x89HDF\\r\\n\\x1a\\n"), ("model.npy", "\\x93NUMPY\\x01\\0\\x76\\0{"),
      ("model.onnx", "\\x08\\x07\\x12\\x07pytorch"), ("model.tflite", "\\x1c\\0\\0\\0TFL3"),
    ])
  func sparseModel(name: String, head: String) throws {
    let tree = try HostileTree()
    try tree.prepare("printf '\(head)' > '\(name)'; truncate -s 1G '\(name)'")
    try tree.scan(.init(limit: 120))
  }

  @Test(
    "that are manifests are refused in one line",
    arguments: [
      ("requirements.txt", "openai==1.0\\n"), ("package.json", "{\"dependencies\": {"),
      ("uv.lock", "[[package]]\\n"),
      (".mcp.json", "{\"mcpServers\": {"), ("environment.yml", "dependencies:\\n"),
      ("CODEOWNERS", "* @acme/x\\n"),
      (".gitignore", "x\\n"), ("isobarignore/.isobarignore", "x\\n"),
    ])
  func manifest(name: String, head: String) throws {
    let tree = try HostileTree()
    try tree.prepare(
      "mkdir -p \"$(dirname 'below/\(name)')\"; { printf '\(head)'; yes 'aaaaaaaa: bbbbbbbb' | head -c 600000000; } > 'below/\(name)'"
    )
    try tree.scan(.init(limit: 120))
  }
}
