import Formats
import Testing

@Suite struct PythonManifestTests {
  private func parse(_ format: ManifestFormat, _ text: String) throws -> Manifest {
    try Manifest.parse(Array(text.utf8), as: format)
  }

  private func summary(_ manifest: Manifest) -> [String] {
    manifest.dependencies.map {
      "\($0.line) \($0.name) \($0.requirement ?? "-") \($0.version ?? "-") \($0.group ?? "-")"
        + " \($0.isDevelopment ? "dev" : "run") \($0.source.rawValue)"
    }
  }

  @Test func `requirements are read with continuations, hashes, options and URLs`() throws {
    let manifest = try parse(
      .requirements,
      """
      # openai==0.1
      -r base.txt
      --requirement=more.txt
      -c constraints.txt
      --index-url https://example.org/simple
      OpenAI[datalib]==1.30.1 \\
          --hash=sha256:aa \\
          --hash=sha256:bb
      torch>=2,<3 ; python_version >= "3.9"  # comment
      git+https://example.org/a/transformers.git@v4#egg=transformers
      -e ./local
      vllm @ https://example.org/vllm-0.4.whl
      peft @ git+https://example.org/peft
      https://example.org/trl-0.9.0-py3-none-any.whl
      numpy
      git+https://example.org/a/diffusers.git@main
      """)
    #expect(
      summary(manifest) == [
        "6 openai ==1.30.1 1.30.1 - run registry",
        "9 torch >=2,<3 - - run registry",
        "10 transformers @ git+https://example.org/a/transformers.git@v4#egg=transformers - - run git",
        "12 vllm @ https://example.org/vllm-0.4.whl - - run url",
        "13 peft @ git+https://example.org/peft - - run git",
        "14 trl @ https://example.org/trl-0.9.0-py3-none-any.whl - - run url",
        "15 numpy - - - run registry",
        "16 diffusers @ git+https://example.org/a/diffusers.git@main - - run git",
      ])
    #expect(manifest.includes == ["base.txt", "more.txt", "constraints.txt"])
    #expect(manifest.dependencies[0].extras == ["datalib"])
  }

  @Test func `pyproject is read by every convention`() throws {
    let manifest = try parse(
      .pyproject,
      """
      [project]
      name = "x"
      dependencies = ["openai>=1", "local-lib"]
      [project.optional-dependencies]
      gpu = ["torch==2.3.0"]
      [dependency-groups]
      dev = ["pytest", {include-group = "x"}]
      [tool.uv.sources]
      local_lib = {path = "../local"}
      [tool.poetry.dependencies]
      python = "^3.11"
      langchain = "0.2.1"
      transformers = {git = "https://example.org/t"}
      [tool.poetry.group.test.dependencies]
      ragas = "^0.1"
      """)
    #expect(
      summary(manifest) == [
        "3 openai >=1 - - run registry", "3 local-lib - - - run path",
        "5 torch ==2.3.0 2.3.0 gpu run registry", "7 pytest - - dev dev registry",
        "12 langchain 0.2.1 0.2.1 - run registry", "13 transformers - - - run git",
        "15 ragas ^0.1 - test dev registry",
      ])
  }

  @Test func `what a hook of Hatch adds is read`() throws {
    let manifest = try parse(
      .pyproject,
      """
      [project]
      name = "x"
      [tool.hatch.metadata.hooks.uv-dynamic-versioning]
      dependencies = ["pydantic-ai-slim[openai]=={{ version }}", "logfire>=3.14"]
      """)
    #expect(manifest.dependencies.map(\.name) == ["pydantic-ai-slim", "logfire"])
  }

  @Test func `lock files give versions and keep only what is asked for`() throws {
    let lock = """
      version = 1
      [[package]]
      name = "openai"
      version = "1.30.1"
      source = { registry = "https://example.org" }
      dependencies = [
        { name = "httpx" },
      ]
      [package.optional-dependencies]
      x = [{ name = "numpy" }]
      [[package]]
      name = "shop"
      version = "0.1.0"
      source = { editable = "." }
      [[package]]
      name = "peft"
      version = "0.9"
      [package.source]
      type = "git"
      [metadata]
      name = "not a package"
      """
    #expect(
      summary(try parse(.uvLock, lock)) == [
        "3 openai - 1.30.1 - run registry", "12 shop - 0.1.0 - run path",
        "16 peft - 0.9 - run git",
      ])
    let kept = try Manifest.parse(Array(lock.utf8), as: .uvLock) { $1 == "peft" }
    #expect(kept.dependencies.map(\.name) == ["peft"])
  }

  @Test func `setup files are read without being run`() throws {
    let script = try parse(
      .setupScript,
      """
      # install_requires=["commented"]
      text = "install_requires=['quoted']"
      setup(
          name="shop",
          install_requires=[
              "openai>=1",  # one
              'torch==2.0',
          ] + extra,
          tests_require=["ragas"],
      )
      """)
    #expect(script.projectName == "shop")
    #expect(
      summary(script) == [
        "6 openai >=1 - - run registry", "7 torch ==2.0 2.0 - run registry",
        "9 ragas - - - dev registry",
      ])
    let configuration = try parse(
      .setupConfiguration,
      """
      [metadata]
      name = shop
      description = openai client
      [options]
      install_requires =
          openai>=1
          # torch
      [options.extras_require]
      gpu =
          torch
      """)
    #expect(
      summary(configuration) == [
        "6 openai >=1 - - run registry", "10 torch - - gpu run registry",
      ])
  }

  @Test func `Pipfiles and conda environments are read`() throws {
    let pipfile = try parse(
      .pipfile,
      "[packages]\nopenai = \"==1.0\"\nx = \"*\"\n[dev-packages]\nragas = {version = \"*\"}\n"
    )
    #expect(
      summary(pipfile) == [
        "2 openai ==1.0 1.0 - run registry", "3 x - - - run registry",
        "5 ragas - - dev dev registry",
      ])
    let lock = try parse(
      .pipfileLock,
      "{\"default\": {\n\"openai\": {\"version\": \"==1.0\"}},\n\"develop\": {\"ragas\": {}}}")
    #expect(
      summary(lock) == ["2 openai - 1.0 - run registry", "3 ragas - - - dev registry"])
    let conda = try parse(
      .condaEnvironment,
      """
      name: x
      dependencies:
        - python=3.11
        - pytorch::pytorch=2.3.0=py3
        - scikit-learn>=1
        - pip:
          - openai==1.0
      """)
    #expect(
      summary(conda).suffix(3) == [
        "4 torch =2.3.0=py3 2.3.0 - run registry", "5 scikit-learn >=1 - - run registry",
        "7 openai ==1.0 1.0 - run registry",
      ])
  }

  @Test func `a script's own metadata is read where it stands, and no comment like it`() throws {
    let script = """
      #!/usr/bin/env -S uv run
      # /// script
      # requires-python = ">=3.11"
      # dependencies = [
      #   "openai>=1.0",
      #   "rich",
      # ]
      # ///
      import openai
      """
    #expect(
      summary(try parse(.scriptMetadata, script)) == [
        "5 openai >=1.0 - - run registry", "6 rich - - - run registry",
      ])
    #expect(
      summary(try parse(.scriptMetadata, "# /// script\nimport x\n# dependencies = [\"torch\"]"))
        .isEmpty)
  }

  @Test func `what the steps of a Dockerfile install is read, and not what it copies`() throws {
    let file = """
      FROM python:3.12
      COPY openai.txt /pip/install/
      RUN apt-get install -y git && pip install --no-cache-dir langchain==0.2.0 openai
      CMD ["pip", "install", "torch"]
      """
    #expect(
      summary(try parse(.containerBuild, file)) == [
        "3 langchain ==0.2.0 0.2.0 - run registry", "3 openai - - - run registry",
      ])
  }
}
