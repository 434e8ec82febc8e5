/// Types are gone over: they hold no calls.
extension StructureReader {
  /// The index behind the `>` that closes the `<` at an index, if only what types are made of stands
  /// between them. Looks at a bounded number of tokens.
  func behindAngles(_ open: Int) -> Int? {
    var (depth, next, seen) = (0, open, 0)
    while next < limit, seen < 96 {
      let token = token(next)
      seen += 1
      switch token.kind {
      case .name, .number, .string, .close: break
      case .open:
        guard token.symbol != .openBrace || language.isScript else { return nil }
        next = max(behind(next), next + 1)
        continue
      case .sign:
        switch token.symbol {
        case .less: depth += 1
        case .greater:
          depth -= 1
          if depth == 0 { return next + 1 }
        case .dot, .comma, .question, .ampersand, .bar, .colon, .doubleColon, .asterisk, .equals,
          .doubleArrow, .arrow, .at, .plus, .minus, .none, .exclamation, .ellipsis:
          break
        default: return nil
        }
      default: return nil
      }
      next += 1
    }
    return nil
  }

  /// Goes over a type.
  ///
  /// - Parameter inExpression: whether a question mark may belong to the expression around it.
  mutating func skipType(inExpression: Bool = false) {
    var (expectsPart, conditions) = (true, 0)
    while index < limit {
      let token = current
      if token.flags.contains(.startsLine), !joinsLines, language.endsStatementsAtLines,
        !expectsPart, token.symbol != .bar, token.symbol != .ampersand
      {
        return
      }
      switch token.kind {
      case .name:
        switch token.symbol {
        case .keyof, .readonly, .unique, .infer, .asserts, .new, .abstract, .some, .any, .inout,
          .mut, .const, .ref, .out, .impl, .suspend, .params, .async, .unsafe, .extern, .fn, .chan,
          .map, .`func`, .typeof:
          if token.symbol == .async, !expectsPart { return }
          expectsPart = true
          advance()
          continue
        case .is, .extends:
          guard language.isScript else { return }
          expectsPart = true
          advance()
          continue
        case .throws where language == .swift:
          advance()
          continue
        default: break
        }
        guard expectsPart, token.symbol != .where, token.symbol != .in else { return }
        expectsPart = false
        advance()
      case .number, .string:
        guard expectsPart else { return }
        expectsPart = false
        advance()
      case .templateHead:
        guard expectsPart else { return }
        _ = readStrings()
        expectsPart = false
      case .open:
        switch token.symbol {
        case .openParenthesis:
          guard expectsPart else { return }
          index = behind(index)
          expectsPart = false
        case .openBracket:
          index = behind(index)
          if expectsPart, language != .go { expectsPart = false }
        case .openBrace:
          guard expectsPart, language.isScript || language == .go else { return }
          index = behind(index)
          expectsPart = false
        default: return
        }
      case .sign:
        switch token.symbol {
        case .less:
          guard let end = behindAngles(index) else { return }
          index = end
        case .dot, .doubleColon, .bar, .ampersand, .arrow, .optionalDot:
          if token.symbol == .arrow, language.isScript { return }
          expectsPart = true
          advance()
        case .doubleArrow:
          guard language.isScript, structure.tokens[max(index - 1, 0)].symbol == .closeParenthesis
          else { return }
          expectsPart = true
          advance()
        case .plus:
          guard language == .rust else { return }
          expectsPart = true
          advance()
        case .asterisk, .exclamation, .minus, .at, .none, .logicalAnd, .leftArrow:
          guard expectsPart || token.symbol == .exclamation else { return }
          advance()
        case .question:
          if inExpression, token.flags.contains(.spaced) { return }
          guard language.isScript else {
            advance()
            continue
          }
          // `A extends B ? C : D`: its colon belongs to the type.
          guard !expectsPart else { return }
          advance()
          conditions += 1
          expectsPart = true
        case .colon:
          guard conditions > 0 else { return }
          conditions -= 1
          expectsPart = true
          advance()
        default: return
        }
      default: return
      }
    }
  }

}
