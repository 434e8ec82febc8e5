/// A word of the expression language.
enum Token: Sendable, Equatable {
  case integer(Int)
  case number(Double)
  case text(String)
  case name(String)
  case symbol(String)

  var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): "\"\(value)\""
    case .name(let value), .symbol(let value): value
    }
  }
}
