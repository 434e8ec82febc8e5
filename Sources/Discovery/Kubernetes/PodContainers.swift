import Formats

/// Reads the containers of a pod specification.
enum PodContainers {
  /// - Parameter folder: repository and folder of the manifest.
  static func read(
    _ pod: DocumentNode, accelerators: Set<String>, in folder: String
  ) -> [ContainerUse] {
    (pod["containers"]?.items ?? []).prefix(100).map {
      container($0, accelerators: accelerators, in: folder)
    }
  }

  static func container(
    _ container: DocumentNode, accelerators: Set<String>, in folder: String
  ) -> ContainerUse {
    var use = ContainerUse(
      name: container["name"]?.scalar ?? "container",
      line: container["image"]?.line ?? container.line)
    use.folder = folder
    use.image = container["image"]?.text.flatMap { ImageReference($0) }
    let words =
      (container["command"]?.scalars ?? []) + (container["args"]?.scalars ?? [])
    // One argument that is a script: `["/bin/sh", "-c"]` with the script below `args`.
    use.words = words
    for part in [container["command"], container["args"]].compactMap({ $0 }) {
      use.texts += (part.isSequence ? part.items : [part]).compactMap { item in
        item.scalar.map { ($0, item.line) }
      }
    }
    use.environment = (container["env"]?.items ?? []).compactMap { item in
      item["name"]?.scalar.map {
        ContainerUse.Variable(name: $0, value: item["value"]?.scalar, line: item.line)
      }
    }
    use.hasOtherEnvironment = container["envFrom"] != nil
    use.ports = (container["ports"]?.items ?? []).compactMap { item in
      item["containerPort"]?.scalar.flatMap { Int($0) }.map { ContainerUse.Port(container: $0) }
    }
    let resources =
      (container.at("resources.limits")?.entries ?? [])
      + (container.at("resources.requests")?.entries ?? [])
    use.usesAccelerator = resources.contains { accelerators.contains($0.key) }
    return use
  }
}
