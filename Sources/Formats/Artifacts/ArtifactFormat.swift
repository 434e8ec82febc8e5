/// A file format of models, by the name that it has in the inventory.
public enum ArtifactFormat: String, Sendable, Hashable, CaseIterable {
  case safetensors
  case gguf
  case onnx
  case pickle
  case joblib
  /// A zip archive written by `torch.save`.
  case pytorch
  /// A zip archive written by `torch.jit.save`: with code.
  case torchscript
  /// What `torch.save` wrote before version 1.6: pickles, then raw storages.
  case pytorchLegacy = "pytorch-legacy"
  /// A Keras 3 archive, `.keras`.
  case keras
  /// HDF5 with Keras weights or models.
  case hdf5
  case numpy
  case savedModel = "savedmodel"
  /// A TensorFlow graph alone, usually frozen.
  case graphDef = "graphdef"
  case tflite
  case xgboost
  case lightgbm
  case catboost
  case coreML = "coreml"
  case openVINO = "openvino"
  case pmml
}
