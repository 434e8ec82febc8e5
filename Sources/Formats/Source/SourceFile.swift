/// Reads source text, whole or broken.
public enum SourceFile {
  /// The structure of the text. Never fails: what makes no sense is passed over.
  public static func parse(_ bytes: [UInt8], language: SourceLanguage) -> SourceStructure {
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let text = isUTF16 ? TextDecoding.withoutMark(bytes) : bytes
    return text.withUnsafeBufferPointer { buffer in
      let source = SourceBytes(buffer)
      var lexer = Lexer(source, language: language)
      lexer.run()
      var structure = SourceStructure(language: language, bytes: text)
      structure.steps = lexer.steps
      structure.tokens = lexer.tokens
      var reader = StructureReader(structure, source)
      reader.run()
      return reader.structure
    }
  }
}
