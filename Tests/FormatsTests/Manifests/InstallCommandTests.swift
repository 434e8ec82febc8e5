import Testing

@testable import Formats

@Suite("Commands that install packages")
struct InstallCommandTests {
  private func names(_ line: String) -> [String] {
    InstallCommand.dependencies(ShellScript.words(line), line: 1).map { dependency in
      "\(dependency.ecosystem.rawValue)/\(dependency.name)\(dependency.requirement ?? "")"
    }
  }

  @Test(
    arguments: [
      ("pip install openai", ["pypi/openai"]),
      (
        "pip3 install -qU 'openai>=1.0' langchain==0.2.1",
        ["pypi/openai>=1.0", "pypi/langchain==0.2.1"]
      ),
      ("pip install openai>=1.0", ["pypi/openai>=1.0"]),
      ("sudo -H pip install --upgrade --index-url https://x.example/simple torch", ["pypi/torch"]),
      ("{sys.executable} -m pip install transformers[torch]", ["pypi/transformers"]),
      ("python3.11 -m pip install torch # for training", ["pypi/torch"]),
      ("uv pip install --system vllm", ["pypi/vllm"]), ("uv add litellm", ["pypi/litellm"]),
      ("pip install -r requirements.txt openai > /dev/null", ["pypi/openai"]),
      ("pip install transformers=={version}", ["pypi/transformers"]),
      (
        "pip install git+https://github.com/huggingface/peft.git@main",
        ["pypi/peft@ git+https://github.com/huggingface/peft.git@main"]
      ),
      ("conda install -y -c conda-forge pytorch=2.1", ["pypi/torch=2.1"]),
      ("npm install @anthropic-ai/sdk@0.30.1", ["npm/@anthropic-ai/sdk0.30.1"]),
      ("pip install -e ./agent", []), ("pip install .", []), ("pip freeze", []),
      ("pip uninstall openai", []), ("echo pip install openai", []), ("python -m venv x", []),
      ("pip download openai", []), ("conda activate openai", []),
    ])
  func `name them`(line: String, expected: [String]) {
    #expect(names(line) == expected)
  }

  @Test func `in R name them beside other arguments`() {
    let found = RInstalls.dependencies(
      in: """
        # install.packages("commented")
        x <- "install.packages('quoted')"
        install.packages(c("torch",
          "keras"), repos = c(CRAN = "https://cran.example"), type = "source")
        remotes::install_github("mlverse/chatgpt@v1")
        reticulate::py_install("openai")
        my_install.packages("other")
        """, firstLine: 10)
    #expect(found.map(\.name) == ["torch", "keras", "chatgpt", "openai"])
    #expect(found.map(\.line) == [12, 13, 14, 15])
    #expect(found.map(\.ecosystem) == [.cran, .cran, .cran, .pypi])
  }
}
