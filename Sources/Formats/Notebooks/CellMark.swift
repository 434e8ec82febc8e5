/// The comment lines that part a script into cells.
enum CellMark {
  /// `# %%`, `#%% title`, `# %% [markdown]`; not `# %%time`, which is a magic in a comment.
  static func isPercent(_ line: String) -> Bool { percentOptions(line) != nil }

  /// What follows `# %%`.
  static func percentOptions(_ line: String) -> Substring? {
    var rest = line[...]
    guard rest.first == "#" else { return nil }
    rest = rest.dropFirst().drop { $0 == " " }
    guard rest.hasPrefix("%%") else { return nil }
    rest = rest.drop { $0 == "%" }
    guard let next = rest.first else { return rest }
    return next == " " || next == "\t" ? rest : nil
  }

  /// What follows `# +` of the light format, or nil.
  static func plusOptions(_ line: String) -> Substring? {
    guard line.hasPrefix("# +") else { return nil }
    let rest = line.dropFirst(3)
    return rest.isEmpty || rest.hasPrefix(" ") ? rest : nil
  }

  /// Where a marimo notebook begins a cell.
  static func isMarimo(_ line: String) -> Bool {
    ["@app.cell", "@app.function", "@app.class_definition", "with app.setup"].contains {
      line.hasPrefix($0)
    }
  }

  /// `# %pip install x` as it was in the notebook: Jupytext puts magics into comments.
  static func uncommented(_ line: String) -> String {
    guard line.hasPrefix("# %") || line.hasPrefix("# !"), !isPercent(line) else { return line }
    return String(line.dropFirst(2))
  }

  /// The kind and language that the options of a mark name: `[markdown]`, `language="bash"`.
  static func kind(_ options: Substring) -> (Notebook.Cell.Kind, language: String?) {
    if options.contains("[markdown]") || options.contains("[md]") { return (.text, nil) }
    if options.contains("[raw]") { return (.raw, nil) }
    guard let mark = options.firstRange(of: "language=\"") else { return (.code, nil) }
    return (.code, options[mark.upperBound...].prefix { $0 != "\"" }.lowercased())
  }
}
