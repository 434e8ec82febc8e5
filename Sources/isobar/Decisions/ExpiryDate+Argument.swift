public import ArgumentParser
public import Configuration

extension ExpiryDate: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
