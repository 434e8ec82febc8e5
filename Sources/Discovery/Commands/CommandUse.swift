import Estate

/// One command line that uses AI, with what it says.
struct CommandUse: Sendable {
  let entry: AICommands.Entry
  /// The words after those that begin the command.
  let words: [String]

  /// The script that the program is told to run: `accelerate launch train.py`, `npm run eval`.
  var script: String? {
    guard entry.product == nil, let first = entry.isOfScripts ? words.first : operand else {
      return nil
    }
    return entry.isOfScripts || first.hasSuffix(".py") ? first : nil
  }

  /// Whether an option is given, as `--name`, `--name=value`, or with the value that is asked for.
  func has(_ option: String) -> Bool {
    if words.contains(option) { return true }
    guard let equals = option.firstIndex(of: "=") else {
      return words.contains { $0.hasPrefix(option + "=") }
    }
    return value(of: [String(option[..<equals])]) == String(option[option.index(after: equals)...])
  }

  /// The value of the first of these options.
  func value(of options: [String]) -> String? { Self.value(of: options, in: words) }

  static func value(of options: [String], in words: [String]) -> String? {
    for (index, word) in words.enumerated() {
      for option in options {
        if word == option, index + 1 < words.count { return words[index + 1] }
        if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      }
    }
    return nil
  }

  /// Whether it asks no one.
  var isUnattended: Bool { entry.unattended.contains(where: has) }

  /// The option that takes a person out.
  var unattendedOption: String? { entry.unattended.first(where: has) }

  /// The first word that is neither an option nor the value of one.
  var operand: String? {
    var index = 0
    while index < words.count {
      let word = words[index]
      if !word.hasPrefix("-") { return word }
      let takesValue = !word.contains("=") && !entry.flags.contains(word)
      index += takesValue && index + 1 < words.count && !words[index + 1].hasPrefix("-") ? 2 : 1
    }
    return nil
  }

  /// The model that it names, the first of several.
  func model(_ names: ModelNames) -> ModelName? { models(names).first }

  /// The models that it names: a server may be given the option more than once.
  func models(_ names: ModelNames) -> [ModelName] {
    guard let place = entry.model else { return [] }
    let given = Self.values(of: place.options, in: words).prefix(20)
    let literals = given.isEmpty && place.isPositional ? [operand].compactMap { $0 } : Array(given)
    return literals.compactMap {
      names.model($0, provider: place.hub ?? entry.provider, revision: value(of: place.revision))
    }
  }

  /// The values of options, in the order given.
  static func values(of options: [String], in words: [String]) -> [String] {
    words.enumerated().compactMap { index, word in
      for option in options {
        if word == option, index + 1 < words.count { return words[index + 1] }
        if word.hasPrefix(option + "=") { return String(word.dropFirst(option.count + 1)) }
      }
      return nil
    }
  }

  /// The data set that it fetches.
  var dataset: (id: AssetID, name: String)? {
    guard let place = entry.dataset, let hub = place.hub,
      let name = value(of: place.options) ?? (place.isPositional ? operand : nil),
      (2...160).contains(name.utf8.count),
      !name.contains(where: { "$ {}<>".contains($0) })
    else { return nil }
    return (AssetID(.dataset, hub, name), name)
  }

  /// Address and port that a server is told to listen on.
  var host: String? { value(of: ["--host", "--bind", "--hostname", "--http-address"]) }
  var port: Int? { value(of: ["--port", "-p", "--http-port"]).flatMap { Int($0) } }
}
