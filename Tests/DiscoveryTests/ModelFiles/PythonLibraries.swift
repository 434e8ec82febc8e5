import Foundation

/// A Python environment with the libraries that own the formats: that of `ISOBAR_VENV`, or one made
/// under `.build`.
enum PythonLibraries {
  private static let pins = [
    "flatbuffers==25.12.19", "gguf==0.19.0", "h5py==3.16.0", "joblib==1.6.0", "lightgbm==4.7.0",
    "numpy==2.4.6", "onnx==1.23.2", "protobuf==7.36.2", "safetensors==0.8.0",
    "scikit-learn==1.9.1", "tensorboard==2.21.0", "tflite==2.18.0", "xgboost-cpu==3.2.0",
  ]

  static func python() throws -> String {
    let folder =
      ProcessInfo.processInfo.environment["ISOBAR_VENV"]
      ?? FileManager.default.currentDirectoryPath + "/.build/venv"
    let python = folder + "/bin/python"
    if !FileManager.default.fileExists(atPath: python) {
      try run("/usr/bin/env", ["python3", "-m", "venv", folder])
    }
    let modules =
      "import gguf, h5py, joblib, lightgbm, onnx, safetensors, sklearn, tensorboard, tflite, xgboost"
    do {
      try run(python, ["-c", modules])
    } catch {
      try run(python, ["-m", "pip", "install", "-q"] + pins)
    }
    return python
  }

  static func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let output = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ProgramFailed(text: String(decoding: output, as: UTF8.self))
    }
  }

  struct ProgramFailed: Error { let text: String }
}
