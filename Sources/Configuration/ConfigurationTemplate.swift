extension Configuration {
  /// The commented file that `isobar init` writes.
  ///
  /// - Parameter organisation: name to fill in.
  public static func template(organisation: String) -> String {
    let name = organisation.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return """
      # What Isobar cannot read from the code: who you are, who owns what, what matters and what is allowed.
      # Everything is optional; whatever is missing is shown as unknown, never taken as safe.
      # Paths are relative to the folder that is scanned, in the syntax of .gitignore.
      # In every list but approvals the first entry that matches holds.
      # Assets are named by id, where * stands for anything: isobar inventory lists the ids.
      version: 1
      organisation: "\(name)"

      # Folders that are repositories of their own although they hold no .git.
      repositories: []
      #  - {path: services/checkout, id: git.example.com/shop/checkout}

      # Owners, beside CODEOWNERS and surer than it.
      owners: []
      #  - {path: "services/checkout/**", owner: team-checkout}
      #  - {asset: "model:huggingface:*", owner: ml-platform@example.com}

      # What each is for, in a sentence.
      purposes: []
      #  - {path: "services/checkout/**", purpose: Suggests a basket to returning customers}

      # Where it runs: prod, staging, dev or sandbox.
      environments: []
      #  - {path: "**/prod/**", environment: prod}

      # What the business loses with it: none, low, medium, high or crown.
      criticality: []
      #  - {path: "models/fraud/**", criticality: crown}

      # The most sensitive data in it: public, internal, confidential or restricted.
      sensitivity: []
      #  - {asset: "datastore:aws-s3:customer-*", sensitivity: restricted}

      # Classes of the EU AI Act: minimal, limited, high or unacceptable.
      risk_classes: []
      #  - {path: "services/recruiting/**", eu_risk: high}

      # Decisions. Once there is one, AI that none covers is shadow AI.
      approvals: []
      #  - {asset: "provider:vendor:openai", state: approved, owner: ai-governance, expires: 2027-06-30, reason: Contract 4711}

      # Ids of one thing, the one to keep first, and ids of different things, where Isobar has it wrong.
      same: []
      #  - ["model:openai:gpt-4o", "model:router:assistant-large"]
      different: []
      #  - ["datastore:aws-s3:shop-exports", "datastore:aws-s3:shop-exports-2024"]

      # Providers that may be used, by slug; without the list none is judged.
      #providers:
      #  approved: [openai, azure-openai]

      # Organisations whose identities count as inside.
      trusted_organisations: []

      # Parameters of rules: isobar rules show ID names them.
      parameters: {}
      #  ISO-LOG-002: {min_days: 365}

      # Rules of your own, and changes to ours without copying them.
      #rules:
      #  folders: [security/isobar-rules]
      #  overlays:
      #    - {rule: ISO-GOV-001, severity: medium}

      # Facts of your own, laid out as Catalog/ in the source tree.
      #catalog: security/isobar-catalog

      """
  }
}
