import Estate
import Testing

@testable import Discovery

/// Models, jobs, files and actions that code makes, beyond what the examples of the catalogue say.
@Suite struct LearningTests {
  private func found(_ code: String) throws -> SourceCodeFixture.Found {
    try SourceCodeFixture([("src/example.py", code)]).found()
  }

  @Test func `a load is unsafe unless the code makes it safe`() throws {
    let unsafe = try found("import torch\nmodel = torch.load('net.pt')\n")
    #expect(unsafe.hasSignal("source.unsafe-load"))
    #expect(unsafe.relations.contains { $0.kind == .loadedBy })
    let safe = try found("import torch\nmodel = torch.load('net.pt', weights_only=True)\n")
    #expect(!safe.asset("ModelArtifact", "net.pt").isEmpty)
    #expect(!safe.hasSignal("source.unsafe-load"))
    let saved = try found("import torch\ntorch.save(1, 'net.pt')\n")
    #expect(!saved.hasSignal("source.unsafe-load"))
    #expect(!saved.relations.contains { $0.kind == .loadedBy })
  }

  @Test func `a pickle of something else is no model, but its load is still unsafe`() throws {
    let found = try found(
      """
      import pickle
      import sklearn
      with open("timings.pickle", "rb") as file:
          timings = pickle.load(file)
      """)
    #expect(found.assets.allSatisfy { $0.kind != .modelArtifact })
    let signal = try #require(found.signals.first { $0.signal == "source.unsafe-load" })
    #expect(signal.asset.kind == .application)
  }

  @Test func `a model that is fitted twice in one place is one job`() throws {
    let found = try found(
      """
      from sklearn.svm import SVC
      svc = SVC()
      svc.fit([[1]], [1])
      svc.fit([[2]], [2])
      """)
    let jobs = found.assets.filter { $0.kind == .trainingJob }
    #expect(Set(jobs.map(\.id)).count == 1)
    #expect(jobs.count == 2)
    #expect(Set(jobs.map(\.name)) == ["svc"])
  }

  @Test func `an optimiser and the call of a function that trains are of the loop's job`() throws {
    let found = try found(
      """
      import torch

      def train(net, rows, optimizer):
          for row in rows:
              net(row).backward()
              optimizer.step()

      net = torch.nn.Sequential()
      optimizer = torch.optim.Adam(net.parameters())
      train(net, [], optimizer)
      """)
    let jobs = found.assets.filter { $0.kind == .trainingJob }
    #expect(Set(jobs.map(\.name)) == ["train"])
    #expect(Set(jobs.compactMap(\.sighting.location?.line)).isSuperset(of: [3, 6, 9, 10]))
  }

  @Test func `a network that is only a part of another is no model`() throws {
    let found = try found(
      """
      import torch.nn as nn

      class Down(nn.Module):
          pass

      class Net(nn.Module):
          def __init__(self):
              self.down = Down()

      net = Net()
      """)
    #expect(Set(found.assets.filter { $0.kind == .model }.map(\.name)) == ["Net"])
  }

  @Test func `names of the language that the code defines itself are the code's`() throws {
    let found = try found(
      """
      from langchain_core.tools import tool

      def eval(text):
          return text

      @tool
      def quiet(text: str, open=None) -> str:
          "Does nothing."
          open("x", "w")
          return eval(text)
      """)
    #expect(!found.asset("Tool", "quiet").isEmpty)
    #expect(found.assets.allSatisfy { $0.kind != .action })
  }

  @Test func `what a tool does is said of the tool too`() throws {
    let found = try found(
      """
      import subprocess
      from langchain_core.tools import tool

      @tool
      def build(target: str) -> str:
          "Build a target."
          return subprocess.run(["make", target]).stdout
      """)
    #expect(found.has("Tool build PERFORMS Action shell"))
    let effects = found.asset("Tool", "build").compactMap { $0.properties["effects"] }
    #expect(effects.contains(.texts(["shell"])))
  }

  @Test func `packed data is a data set by its name, also in parts`() throws {
    let result = try SourceCodeFixture([
      (
        "train.py",
        """
        import torch
        from torch import nn

        class Digits(nn.Module):
            pass

        def load(folder):
            parts = [torch.load(f"{folder}/train_images_{part}.pt") for part in range(5)]
            held = torch.load("data/test_target.pt")
            weights = torch.load(f"{folder}/digits_{5}.pt")
            return parts, held, weights
        """
      )
    ]).found()
    let data = result.assets.filter { $0.kind == .dataset }.compactMap {
      $0.sighting.location?.line
    }
    #expect(Set(data) == [8, 9])
  }

  @Test func `a function that tries a model on samples is an evaluation`() throws {
    let result = try SourceCodeFixture([
      (
        "steps.py",
        """
        import torch

        def validation(model, testloader, criterion):
            return sum(criterion(model(rows), labels) for rows, labels in testloader)

        def validate(form, fields):
            return all(fields)
        """
      )
    ]).found()
    #expect(result.assets.filter { $0.kind == .evaluation }.map(\.name) == ["validation"])
  }

  @Test func `a list of cases is what a model is tested with, by its name`() throws {
    let result = try SourceCodeFixture([
      (
        "evaluation/cases.py",
        """
        from openai import OpenAI

        GOLDEN_DATASET: list[dict] = [
            {"question": "When does the ferry leave?", "answer": "At noon"},
            {"question": "Where does it go?", "answer": "To the island"},
        ]
        PIERS = [{"name": "north"}, {"name": "south"}]
        golden_ratios = [1.6, 1.7]
        """
      )
    ]).found()
    let data = result.assets.filter { $0.kind == .dataset }
    #expect(data.map(\.name) == ["GOLDEN_DATASET"])
  }
}
