public import ArgumentParser
public import Evidence

extension ExportFormat: ExpressibleByArgument {}
