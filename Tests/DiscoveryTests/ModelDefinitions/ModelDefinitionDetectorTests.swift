import Catalog
import Discovery
import Estate
import Testing

@Suite struct ModelDefinitionDetectorTests {
  private let detector: ModelDefinitionDetector
  private let here = "github.com/acme/shop"

  init() throws { detector = try ModelDefinitionDetector(.embedded) }

  private func inspect(_ path: String, _ text: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  private let stages = """
    stages:
      collect:
        cmd: python collect.py
        deps: [collect.py, "s3://acme-reviews/incoming"]
        outs: [data/raw.parquet]
      train:
        cmd: python -m pipeline.train
        deps: [train.py, data/raw.parquet]
        outs:
          - models/m.pkl: {cache: false}
        metrics: [metrics.json]
    """

  @Test("what is published by a name is data or weights as its type says, and weights are no data")
  func artifacts() {
    let result = inspect(
      "dvc.yaml",
      """
      artifacts:
        letters:
          path: data/letters
          type: dataset
        reader:
          path: model/reader.keras
          type: model
        notes:
          path: notes
      stages:
        base:
          cmd: python prepare_base.py
          outs: [artifacts/base_model.h5, artifacts/rows.h5]
        use:
          cmd: python use.py
          deps: [artifacts/base_model.h5, artifacts/rows.h5]
      """)
    #expect(
      result.ids(.dataset)
        == ["artifacts/rows.h5", "data/letters"].map { "dataset:repo:\(here)/\($0)" })
    #expect(
      result.ids(.modelArtifact)
        == ["artifacts/base_model.h5", "model/reader.keras"].map {
          "modelartifact:repo:\(here)/\($0)"
        })
  }

  @Test("a model is trained on what its stage reads, and on what that was made from")
  func lineage() {
    let result = inspect("ml/dvc.yaml", stages)
    let model = "model:repo:\(here)/ml/models/m.pkl"
    #expect(result.ids(.model) == [model])
    #expect(result.has(.trainedOn, model, "dataset:repo:\(here)/ml/data/raw.parquet"))
    #expect(result.has(.trainedOn, model, "dataset:aws-s3:acme-reviews/incoming"))
    #expect(
      result.has(
        .storedIn, "dataset:aws-s3:acme-reviews/incoming", "datastore:aws-s3:acme-reviews"))
    #expect(result.ids(.trainingJob) == ["trainingjob:repo:\(here)/ml/dvc.yaml#train"])
    #expect(!result.everything.contains("train.py") && !result.everything.contains("metrics"))
  }

  @Test("a catalogue of Kedro names data and models, and what is said of them is neither")
  func kedro() {
    let result = inspect(
      "conf/base/catalog.yml",
      """
      companies:
        type: pandas.CSVDataset
        filepath: data/01_raw/companies.csv
      forest:
        type: pickle.PickleDataset
        filepath: data/06_models/forest.pickle
      scores:
        type: json.JSONDataSet
        filepath: data/09_tracking/scores.json
      picture:
        type: plotly.PlotlyDataset
        filepath: data/08_reporting/picture.json
      """)
    #expect(result.ids(.dataset) == ["dataset:repo:\(here)/data/01_raw/companies.csv"])
    #expect(
      result.ids(.modelArtifact) == ["modelartifact:repo:\(here)/data/06_models/forest.pickle"])
    let other = inspect("shop/catalog.yaml", "shoes:\n  type: Dataset of shoes\n  price: 3\n")
    #expect(other.estate.assets.isEmpty)
  }

  @Test("a stage that tests the model reads it, and no dataset of that name")
  func evaluation() {
    let more = "\n  evaluate:\n    cmd: python evaluate.py\n    deps: [models/m.pkl]"
    let result = inspect("ml/dvc.yaml", stages + more)
    #expect(
      result.has(.reads, "pipeline:repo:\(here)/ml/dvc.yaml", "model:repo:\(here)/ml/models/m.pkl"))
    #expect(!result.ids(.dataset).contains("dataset:repo:\(here)/ml/models/m.pkl"))
    #expect(
      result.has(
        .evaluatedBy, "model:repo:\(here)/ml/models/m.pkl",
        "evaluation:repo:\(here)/ml/dvc.yaml#evaluate"))
  }

  @Test("weights, data and what is said of them are told apart among the outputs")
  func outputs() {
    let result = inspect(
      "dvc.yaml",
      """
      stages:
        prepare:
          cmd: python prepare.py
          deps: [data/raw]
          outs: [data/final, reports/profile.html]
        train:
          cmd: python train.py
          deps: [data/final]
          outs: [models/forest.pkl, models/forest.json, mlruns, reports/train.md]
      """)
    #expect(
      result.ids(.modelArtifact) == ["modelartifact:repo:\(here)/models/forest.pkl"])
    #expect(
      result.has(
        .materialisedAs, "model:repo:\(here)/models/forest.pkl",
        "modelartifact:repo:\(here)/models/forest.pkl"))
    #expect(
      result.ids(.dataset) == ["data/final", "data/raw"].map { "dataset:repo:\(here)/\($0)" })
    #expect(result.ids(.model) == ["model:repo:\(here)/models/forest.pkl"])
  }

  @Test("stages that feed each other in a circle come to an end")
  func circle() {
    let text = stages.replacing("collect.py, \"s3://acme-reviews/incoming\"", with: "models/m.pkl")
    #expect(inspect("dvc.yaml", text).ids(.model).count == 1)
  }

  @Test("tracked data is kept in the remote of the repository")
  func remote() {
    let result = Inspection(
      detector,
      [
        ("data/orders.parquet.dvc", "outs:\n- md5: abc\n  path: orders.parquet"),
        (".dvc/config", "[core]\n    remote = s\n['remote \"s\"']\n    url = s3://acme-dvc/x\n"),
      ])
    #expect(
      result.has(
        .storedIn, "dataset:repo:\(here)/data/orders.parquet", "datastore:dvc:\(here)"))
    #expect(result.has(.sameAs, "datastore:dvc:\(here)", "datastore:aws-s3:acme-dvc"))
  }

  @Test("a Modelfile names its base and its system message")
  func modelfile() {
    let result = inspect(
      "Modelfile",
      "# x\nFROM llama3.1:8b\nPARAMETER temperature 1\nSYSTEM \"\"\"\nYou are {name}.\n\"\"\"")
    #expect(result.has(.derivedFrom, "model:repo:\(here)/Modelfile", "model:ollama:llama3.1:8b"))
    #expect(
      result.asset("prompt:repo:\(here)/Modelfile#system")?.properties["variables"] == ["name"])
    #expect(inspect("Modelfile", "FROM ./own.gguf").ids(.model) == ["model:repo:\(here)/Modelfile"])
    #expect(inspect("Modelfile", "hello").estate.assets.isEmpty)
  }

  @Test("messages that each chat begins with are one prompt, seen at each")
  func modelfileMessages() throws {
    let result = inspect(
      "Modelfile",
      """
      FROM ./house.gguf
      SYSTEM \"\"\"You are kind.
      MESSAGE user this is part of the text
      \"\"\"
      MESSAGE user What is a fork?
      MESSAGE assistant \"\"\"A tool
      that cuts.
      Nothing more.
      \"\"\"
      MESSAGE user And a spoon?
      """)
    let prompt = try #require(result.asset("prompt:repo:\(here)/Modelfile#messages"))
    #expect(prompt.sightings.map(\.location?.line) == [5, 10])
    #expect(
      result.has(
        .materialisedAs, "model:repo:\(here)/Modelfile", "modelartifact:repo:\(here)/house.gguf"))
    #expect(result.ids(.prompt).count == 2)
    #expect(inspect("Modelfile", "MESSAGE user hello").estate.assets.isEmpty)
  }

  @Test("a card names the base and the data of a model")
  func card() {
    let result = inspect(
      "models/own/README.md",
      "---\nlicense: mit\nbase_model: Qwen/Qwen3-8B\ndatasets: [acme/tickets]\npipeline_tag: text-generation\n---\n# Own"
    )
    let model = "model:repo:\(here)/models/own"
    #expect(result.has(.derivedFrom, model, "model:huggingface:Qwen/Qwen3-8B"))
    #expect(result.has(.trainedOn, model, "dataset:huggingface:acme/tickets"))
    #expect(result.asset(model)?.properties["license"] == "mit")
  }

  @Test(
    "other front matter and other configuration is no model",
    arguments: [
      ("README.md", "---\ntitle: Home\nlicense: mit\ntags: [a]\n---\n# Site"),
      ("README.md", "---\nbroken"), ("config.json", "{\"model_type\": \"car\", \"name\": 1}"),
      ("adapter_config.json", "{\"adapter\": \"mysql\"}"), ("MLmodel", "a: 1"),
      ("dvc.yaml", "vars: [a]"), ("dataset_info.json", "{\"name\": 1}"),
    ])
  func others(path: String, text: String) {
    #expect(inspect(path, text).estate.assets.isEmpty)
  }

  @Test("adapters and configurations name what they were made from")
  func configurations() {
    let adapter = inspect(
      "lora/adapter_config.json",
      "{\"peft_type\": \"LORA\", \"base_model_name_or_path\": \"Qwen/Qwen3-8B\"}")
    #expect(adapter.has(.derivedFrom, "model:repo:\(here)/lora", "model:huggingface:Qwen/Qwen3-8B"))
    let own = inspect(
      "own/config.json",
      "{\"architectures\": [\"LlamaForCausalLM\"], \"model_type\": \"llama\", \"auto_map\": {\"AutoModel\": \"x.Y\"}}"
    )
    #expect(own.asset("model:repo:\(here)/own")?.properties["architecture"] == "LlamaForCausalLM")
    #expect(own.signalNames == ["model.custom-code"])
  }

  @Test("datasets are described by Croissant and by their own files")
  func datasets() {
    let croissant = inspect(
      "d/croissant.json",
      "{\"@type\": \"sc:Dataset\", \"conformsTo\": \"http://mlcommons.org/croissant/1.0\", \"name\": \"birds\", \"license\": \"cc-by\"}"
    )
    #expect(croissant.asset("dataset:repo:\(here)/d")?.name == "birds")
    let info = inspect(
      "d/dataset_info.json", "{\"features\": {}, \"splits\": {\"train\": {\"num_examples\": 5}}}")
    #expect(info.asset("dataset:repo:\(here)/d")?.properties["rows"] == 5)
  }

  @Test("what MLServer serves is a model with its file; other settings of that name are not")
  func serverSettings() {
    let path = "models/model-settings.json"
    let local = inspect(
      path,
      """
      {
        "name": "clerk",
        "implementation": "mlserver_lightgbm.LightGBMModel",
        "parameters": {"uri": "./model.bst", "version": "7"}
      }
      """)
    let (model, weights) = (
      "model:repo:\(here)/models#clerk", "modelartifact:repo:\(here)/models/model.bst"
    )
    #expect(local.asset(model)?.sightings.map(\.location?.line) == [2])
    #expect(local.has(.materialisedAs, model, weights))
    let stored = inspect(
      path,
      #"{"name": "a1", "implementation": "x.Y", "parameters": {"uri": "s3://acme-models/a1"}}"#)
    #expect(stored.ids(.model) == ["model:aws-s3:acme-models/a1"])
    #expect(stored.ids(.modelArtifact) == ["modelartifact:aws-s3:acme-models/a1"])
    #expect(
      inspect(path, #"{"name": "form", "fields": ["implementation"]}"#).estate.assets.isEmpty)
  }
}
