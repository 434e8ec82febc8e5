/// What a command line starts in the end, behind package runners, containers and shells.
public struct LaunchedProgram: Sendable, Equatable {
  public enum Origin: Sendable, Equatable {
    /// A package of a registry, by ecosystem as in package URLs.
    case package(ecosystem: String, name: String)
    /// A container image without tag and digest.
    case image(String)
    /// A git repository: host and path.
    case git(String)
    /// A script or archive fetched from an address.
    case address(String)
    /// A Python module that is installed already.
    case module(String)
    /// A script or program of this machine.
    case local(String)
  }

  /// Whether what is started can change by itself.
  public enum Pin: String, Sendable { case exact, range, unpinned, digest, local }

  public var origin: Origin
  /// Version, range, tag, digest or git reference asked for.
  public var version: String?
  public var pin: Pin
  /// Arguments of the program itself.
  public var operands: [String] = []
  /// Options of the launchers before it, such as those of `docker run`.
  public var options: [LauncherOption] = []
  /// The shell that it is started through.
  public var shell: ShellUse?

  public init(
    _ origin: Origin, version: String? = nil, pin: Pin, operands: [String] = [],
    options: [LauncherOption] = [], shell: ShellUse? = nil
  ) {
    self.origin = origin
    self.version = version
    self.pin = pin
    self.operands = operands
    self.options = options
    self.shell = shell
  }
}

/// An option of a launcher, with its value where it takes one.
public struct LauncherOption: Sendable, Equatable {
  public let name: String
  public let value: String?

  public init(_ name: String, _ value: String? = nil) {
    self.name = name
    self.value = value
  }
}

/// How a command line goes through a shell.
public struct ShellUse: Sendable, Equatable {
  /// Name of the shell, such as `bash`.
  public let program: String
  /// Whether the script holds more than one plain command: pipes, lists, substitutions, redirections.
  public let combinesCommands: Bool
  /// Whether the script is given encoded.
  public let isEncoded: Bool
  /// First words of the commands of the script.
  public let programs: [String]
}
