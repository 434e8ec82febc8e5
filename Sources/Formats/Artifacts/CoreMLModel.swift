/// A Core ML model: a `Model` message. https://apple.github.io/coremltools/mlmodel/Format/Model.html
enum CoreMLModel {
  private static let types: [Int: String] = [
    200: "pipelineClassifier", 201: "pipelineRegressor", 202: "pipeline", 300: "glmRegressor",
    301: "supportVectorRegressor", 302: "treeEnsembleRegressor", 303: "neuralNetworkRegressor",
    304: "bayesianProbitRegressor", 400: "glmClassifier", 401: "supportVectorClassifier",
    402: "treeEnsembleClassifier", 403: "neuralNetworkClassifier",
    404: "kNearestNeighborsClassifier", 500: "neuralNetwork", 501: "itemSimilarityRecommender",
    502: "mlProgram", 555: "customModel", 556: "linkedModel", 560: "classConfidenceThresholding",
    600: "oneHotEncoder", 601: "imputer", 602: "featureVectorizer", 603: "dictVectorizer",
    604: "scaler", 606: "categoricalMapping", 607: "normalizer", 609: "arrayFeatureExtractor",
    610: "nonMaximumSuppression", 900: "identity", 2000: "textClassifier", 2001: "wordTagger",
    2002: "visionFeaturePrint", 2003: "soundAnalysisPreprocessing", 2004: "gazetteer",
    2005: "wordEmbedding", 2006: "audioFeaturePrint", 3000: "serializedModel",
  ]

  /// A specification version, then a description.
  static func matches(_ head: [UInt8]) -> Bool {
    head.count >= 8 && head[0] == 0x08 && (1...32).contains(head[1]) && head[2] == 0x12
  }

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = ProtobufReader(source)
    var type: String?
    while let field = try reader.next() {
      switch (field.number, field.content) {
      case (1, .number(let version)): header.version = "\(version)"
      case (2, .bytes), (10, .number): break
      case (_, .bytes):
        guard type == nil, let known = types[field.number] else { throw .unrelated }
        type = known
        if field.number == 555 { header.features.insert(.customOperators) }
      default: throw .unrelated
      }
    }
    guard let type else { throw .unrelated }
    header.architecture = type
  }
}
