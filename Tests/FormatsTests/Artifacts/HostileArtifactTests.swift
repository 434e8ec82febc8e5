import Formats
import Testing

@Suite("Hostile model files") struct HostileArtifactTests {
  private func header(
    _ bytes: [UInt8], as format: ArtifactFormat
  ) throws -> ArtifactHeader? {
    try ArtifactRecognition(announced: [format]).read(BufferedBytes(bytes))
  }

  private func number(_ value: UInt64, bytes: Int = 8) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private func isMalformed(_ header: ArtifactHeader?) -> Bool {
    if case .malformed = header?.fault { true } else { false }
  }

  @Test("a safetensors header of 2^63 bytes is malformed") func hugeSafetensors() throws {
    let bytes = number(1 << 63) + Array(#"{"a":{"dtype":"F32"}}"#.utf8)
    #expect(isMalformed(try header(bytes, as: .safetensors)))
  }

  @Test(
    "safetensors with wrong offsets are malformed",
    arguments: [
      #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#,
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[8,0]}}"#,
      #"{"a":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}"#,
    ]) func wrongSafetensors(json: String) throws
  {
    let bytes = number(UInt64(json.utf8.count)) + Array(json.utf8) + [UInt8](repeating: 0, count: 8)
    #expect(isMalformed(try header(bytes, as: .safetensors)))
  }

  @Test("a GGUF file of 2^64-1 key-values is malformed") func hugeGGUF() throws {
    let start = Array("GGUF".utf8) + number(3, bytes: 4)
    #expect(isMalformed(try header(start + number(0) + number(.max), as: .gguf)))
    #expect(isMalformed(try header(start + number(.max) + number(0), as: .gguf)))
  }

  @Test("GGUF arrays nested without end are malformed") func nestedGGUF() throws {
    var bytes = Array("GGUF".utf8) + number(3, bytes: 4) + number(0) + number(1)
    bytes += number(1) + [0x61] + number(9, bytes: 4)
    for _ in 0..<100_000 { bytes += number(9, bytes: 4) + number(1) }
    #expect(isMalformed(try header(bytes, as: .gguf)))
  }

  @Test("a field longer than any file stops a protobuf model") func overflowingProtobuf() throws {
    let length = [UInt8](repeating: 0xFF, count: 9) + [0x01]
    let bytes: [UInt8] = [0x08, 0x07, 0x12, 0x01, 0x61, 0x3A] + length
    #expect(isMalformed(try header(bytes, as: .onnx)))
  }

  @Test("a pickle that ends in an unknown opcode keeps what was seen") func brokenPickle() throws {
    let bytes =
      [0x80, 0x02] + Array("cos\nsystem\n".utf8) + [0x58, 2, 0, 0, 0] + Array("ls".utf8)
      + [0x85, 0x52, 0xFF]
    let seen = try #require(try header(bytes, as: .pickle))
    #expect(seen.features == [.pickleGlobals, .pickleCalls])
    #expect(isMalformed(seen))
    #expect(try ArtifactRecognition().read(BufferedBytes(bytes)) == seen)
  }

  @Test("a pickle with a call and values to spare is one under any name") func surplusPickle()
    throws
  {
    let bytes =
      [0x80, 0x02] + Array("cos\nsystem\n".utf8) + [0x58, 2, 0, 0, 0] + Array("ls".utf8)
      + [0x85, 0x52, 0x4E, 0x2E]
    let seen = try ArtifactRecognition().read(BufferedBytes(bytes))
    #expect(seen?.format == .pickle)
    #expect(seen?.features == [.pickleGlobals, .pickleCalls])
  }

  @Test("a text pickle that calls a function is found under any name") func textPickle() throws {
    let bytes = Array("cposix\nsystem\np0\n(S'ls'\np1\ntp2\nRp3\n.".utf8)
    let seen = try ArtifactRecognition().read(BufferedBytes(bytes))
    #expect(seen?.format == .pickle)
    #expect(seen?.features == [.pickleGlobals, .pickleCalls])
  }

  @Test("millions of marks and of literals without end are bounded") func deepPickle() throws {
    let marks: [UInt8] = [0x80, 0x02] + [UInt8](repeating: 0x28, count: 2_000_000)
    #expect(try header(marks, as: .pickle)?.fault != nil)
    let literal: [UInt8] = [0x80, 0x04, 0x7D, 0x94, 0x28, 0x8E] + number(.max)
    #expect(isMalformed(try header(literal, as: .pickle)))
  }

  @Test("HDF5 groups that contain themselves come to an end") func cyclicHDF5() throws {
    // A root whose continuation is its own header, and whose symbol table is the root again.
    var bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 2, 8, 8, 0]
    bytes += number(0) + number(.max) + number(512) + number(48) + [0, 0, 0, 0]
    bytes += Array("OHDR".utf8) + [2, 0, 60]
    bytes += [0x10, 16, 0, 0] + number(48) + number(67)
    bytes += [0x06, 11, 0, 0, 1, 0, 1, 0x61] + number(48).prefix(7)
    bytes += [0x11, 16, 0, 0] + number(48) + number(48)
    bytes += [UInt8](repeating: 0, count: 512 - bytes.count)
    let seen = try ArtifactRecognition(announced: [.hdf5]).read(BufferedBytes(bytes))
    #expect(seen == nil || seen?.fault != nil)
  }

  @Test("a FlatBuffer that points at itself comes to an end") func cyclicFlatBuffer() throws {
    var bytes = number(16, bytes: 4) + Array("TFL3".utf8)
    bytes += [12, 0, 8, 0, 4, 0, 4, 0] + number(8, bytes: 4) + number(.max, bytes: 4)
    bytes += [UInt8](repeating: 0xFF, count: 64)
    #expect(try header(bytes, as: .tflite)?.fault != nil)
  }
}
