import Catalog
import Discovery
import Estate
import Testing

@Suite("Settings that name data and weights")
struct LearningSettingsTests {
  private let detector: ModelSettingsDetector
  private let here = "github.com/acme/shop"

  init() throws { detector = try ModelSettingsDetector(.embedded) }

  private func inspect(_ path: String, _ text: String) -> Inspection {
    Inspection(detector, [(path, text)])
  }

  @Test("data and weights are told by their paths, relative to the project")
  func found() {
    let result = inspect(
      "ml/configs/model.yaml",
      """
      data:
        train: ./data/split/train.parquet
        raw: data/raw/orders.csv
      model:
        path: models/forest.pkl
        weights: artifacts/net.pt
        cache: artifacts/rows.pkl
      epochs: 3
      report: reports/summary.json
      """)
    #expect(
      result.ids(.dataset)
        == ["data/raw/orders.csv", "data/split/train.parquet"].map {
          "dataset:repo:\(here)/ml/\($0)"
        })
    #expect(
      result.ids(.modelArtifact)
        == ["artifacts/net.pt", "models/forest.pkl"].map { "modelartifact:repo:\(here)/ml/\($0)" })
    let store = inspect("params.yaml", "train:\n  dataset: s3://acme-lake/train.parquet\n")
    #expect(store.ids(.dataset) == ["dataset:aws-s3:acme-lake/train.parquet"])
  }

  @Test("a recipe of a trainer is one by its keys, wherever it stands")
  func recipes() {
    let result = inspect(
      "receipes/sft.yaml",
      """
      base_model: acme/house-7b
      dataset_id_or_path: Acme/Countdown-3to4
      dataset: identity,chats_demo
      dataset_mixer:
        Acme/feedback_binarized: 1.0
      train_dataset: rows.json
      adapter_path: artifacts/house/adapter
      learning_rate: 5.0e-7
      num_train_epochs: 1
      """)
    #expect(
      Set(result.ids(.dataset)) == [
        "dataset:huggingface:Acme/Countdown-3to4", "dataset:huggingface:identity",
        "dataset:huggingface:chats_demo", "dataset:huggingface:Acme/feedback_binarized",
        "dataset:repo:\(here)/receipes/rows.json",
      ], "\(result.ids(.dataset))")
    #expect(
      result.ids(.modelArtifact)
        == ["modelartifact:repo:\(here)/receipes/artifacts/house/adapter"])
    let other = inspect(
      "shop/theme.yaml",
      """
      model: acme/roadster
      dataset: orders
      adapter_path: drivers/usb
      learning_rate: 3
      """)
    #expect(other.ids(.dataset).isEmpty && other.ids(.modelArtifact).isEmpty)
  }

  @Test("data sets of hubs and of addresses are told by their keys")
  func named() {
    let result = inspect(
      "config/train.yaml",
      """
      dataset_name: imdb
      datasets:
        - path: tatsu-lab/alpaca
      data:
        name: cifar10
        path: data/images
      kaggle_dataset_name: acme/fights
      source_url: https://data.acme.com/files/spoiled.zip
      epochs: 3
      """)
    #expect(
      result.ids(.dataset) == [
        "dataset:huggingface:cifar10", "dataset:huggingface:imdb",
        "dataset:huggingface:tatsu-lab/alpaca", "dataset:kaggle:acme/fights",
        "dataset:url:data.acme.com/files/spoiled.zip",
      ])
    #expect(inspect("config/app.yaml", "data:\n  name: shop\n").ids(.dataset).isEmpty)
  }

  @Test("settings of other programs name no data of models")
  func negatives() {
    for (path, text) in [
      ("config/import.yaml", "jobs:\n  - source: data/customers.csv\n    dataset_owner: sales\n"),
      ("web/locales/model.yaml", "title: our model\nexport: rows.csv, pages.csv\n"),
      ("locales/de.json", "{\"train\": \"data/train.csv\"}"),
      ("config/train.yaml", "train:\n  model: ${base}/model.pt\n  note: see data.csv please\n"),
    ] {
      let result = inspect(path, text)
      #expect(result.ids(.dataset).isEmpty && result.ids(.modelArtifact).isEmpty, "\(path)")
    }
  }
}
