"""Writes model files with the libraries that own their formats, and expected.json: what those
libraries say of each. Usage: make_artifacts.py FOLDER"""
import gzip, hashlib, io, json, pickle, struct, sys, zipfile
from collections import OrderedDict
from pathlib import Path

import gguf, h5py, joblib, lightgbm, numpy as np, onnx, sklearn, xgboost
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from tensorboard.compat.proto import graph_pb2, meta_graph_pb2, types_pb2
from google.protobuf.internal.encoder import _EncodeVarint

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
expected = {}
random = np.random.RandomState(7)


def expect(name, **properties):
    data = (out / name).read_bytes()
    expected[name] = dict(properties, size=len(data), sha256=hashlib.sha256(data).hexdigest())


# safetensors
tensors = {
    "a.weight": random.rand(16, 32).astype(np.float16),
    "b.weight": random.rand(8, 8).astype(np.float16),
    "b.bias": random.rand(8).astype(np.float32),
}
save_file(tensors, out / "model.safetensors", metadata={"format": "pt", "modelspec.architecture": "stable-diffusion-xl"})
expect("model.safetensors", format="safetensors", parameters=16 * 32 + 64 + 8, tensors=3,
       quantization="F16", architecture="stable-diffusion-xl", runs_code="never")

# GGUF: version 3 by its library, of either byte order; 1 and 2 by their layout
for name, order in [("le.gguf", gguf.GGUFEndian.LITTLE), ("be.gguf", gguf.GGUFEndian.BIG)]:
    writer = gguf.GGUFWriter(out / name, "llama", endianess=order)
    writer.add_file_type(int(gguf.LlamaFileType.MOSTLY_Q4_K_M))
    writer.add_token_list([f"token{i}" for i in range(300)])
    writer.add_chat_template("{{ messages }}")
    writer.add_tensor("token_embd.weight", random.rand(300, 64).astype(np.float32))
    writer.add_tensor("norm.weight", random.rand(64).astype(np.float16))
    blocks = gguf.quants.quantize(random.rand(32, 64).astype(np.float32), gguf.GGMLQuantizationType.Q8_0)
    writer.add_tensor("q.weight", blocks, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()
    count = 300 * 64 + 64 + 32 * 64
    if order == gguf.GGUFEndian.LITTLE:
        count = sum(int(t.n_elements) for t in gguf.GGUFReader(out / name).tensors)
    expect(name, format="gguf", parameters=count, tensors=3, architecture="llama",
           quantization="Q4_K_M", format_version="3", runs_code="never")
for version, size in [(1, "<I"), (2, "<Q")]:
    def text(value):
        return struct.pack(size, len(value)) + value.encode()
    body = b"GGUF" + struct.pack("<I", version) + struct.pack(size, 1) * 2
    body += text("general.architecture") + struct.pack("<I", 8) + text("falcon")
    body += text("w") + struct.pack("<I", 2) + struct.pack(size, 3) + struct.pack(size, 5) + struct.pack("<IQ", 0, 0)
    body += b"\0" * (-len(body) % 32) + b"\0" * 60
    name = f"version{version}.gguf"
    (out / name).write_bytes(body)
    expect(name, format="gguf", parameters=15, tensors=1, architecture="falcon", quantization="F32",
           format_version=str(version), runs_code="never")

# ONNX
weights = [numpy_helper.from_array(random.rand(4, 3).astype(np.float32), "W"),
           numpy_helper.from_array(np.array([1, 2], np.int64), "shape")]
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "W"], ["y"])], "g",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])], weights)
model = helper.make_model(graph, producer_name="pytorch", producer_version="2.9")
onnx.checker.check_model(model)
onnx.save(model, out / "model.onnx")
expect("model.onnx", format="onnx", parameters=sum(int(np.prod(w.dims)) for w in weights), tensors=2,
       quantization="F32", producer="pytorch 2.9", format_version=str(model.ir_version), runs_code="never")

# Pickles of every protocol
class Thing:
    def __init__(self):
        self.state = {"numbers": [1, 2.5, -3, 10**30], "text": "naïve", "bytes": b"\0\xff", "flag": True}
Thing.__module__ = "shop.models"
sys.modules["shop"] = type(sys)("shop")
sys.modules["shop.models"] = type(sys)("shop.models")
sys.modules["shop.models"].Thing = Thing
for protocol in range(6):
    name = f"protocol{protocol}.pkl"
    (out / name).write_bytes(pickle.dumps([Thing(), OrderedDict(a=1), {1, 2}], protocol=protocol))
    expect(name, format="pickle", runs_code="always", format_version=str(protocol if protocol > 1 else 0))
    (out / f"protocol{protocol}").write_bytes((out / name).read_bytes())
    expected[f"protocol{protocol}"] = expected[name]

# scikit-learn: pickle and joblib
X, y = random.rand(40, 5), random.randint(0, 2, 40)
forest = RandomForestClassifier(3, random_state=0).fit(X, y)
regression = LogisticRegression().fit(X, y)
(out / "sklearn.pkl").write_bytes(pickle.dumps(regression))
expect("sklearn.pkl", format="pickle", runs_code="always", architecture="LogisticRegression",
       producer=f"scikit-learn {sklearn.__version__}")
joblib.dump(forest, out / "forest.joblib")
expect("forest.joblib", format="joblib", runs_code="always", architecture="RandomForestClassifier")
joblib.dump(regression, out / "zlib.joblib", compress=("zlib", 3))
expect("zlib.joblib", format="joblib", runs_code="always", architecture="LogisticRegression")
joblib.dump(regression, out / "gzip.joblib", compress=("gzip", 3))
expect("gzip.joblib", format="joblib", runs_code="always", architecture="LogisticRegression")

# PyTorch, by its documented layout: no torch is needed to write it
class Global:
    def __init__(self, module, name):
        self.module, self.name = module, name
class Storage:
    def __init__(self, kind, key, count):
        self.kind, self.key, self.count = kind, key, count
class TorchPickler(pickle._Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return ("storage", Global("torch", value.kind), value.key, "cpu", value.count)
    def save(self, value, save_persistent_id=True):
        if isinstance(value, Global):
            self.write(b"c" + value.module.encode() + b"\n" + value.name.encode() + b"\n")
            return
        return super().save(value, save_persistent_id)
class Tensor:
    def __init__(self, storage, shape):
        self.storage, self.shape = storage, shape
def save_tensor(pickler, tensor):
    pickler.save(Global("torch._utils", "_rebuild_tensor_v2"))
    pickler.save((tensor.storage, 0, tensor.shape, (1,), False, OrderedDict()))
    pickler.write(b"R")
TorchPickler.dispatch = dict(pickle._Pickler.dispatch)
TorchPickler.dispatch[Tensor] = save_tensor
def state_dict():
    shared = Storage("HalfStorage", "0", 4096)
    return OrderedDict([("a.weight", Tensor(shared, (64, 64))), ("a.tied", Tensor(shared, (64, 64))),
                        ("a.bias", Tensor(Storage("FloatStorage", "1", 64), (64,)))])
def torch_pickle(value):
    stream = io.BytesIO()
    TorchPickler(stream, 2).dump(value)
    return stream.getvalue()
def torch_zip(name, extra=(), compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(out / name, "w", compression) as archive:
        archive.writestr("archive/data.pkl", torch_pickle(state_dict()))
        for member, content in extra:
            archive.writestr(member, content)
        archive.writestr("archive/data/0", b"\0" * 8192)
        archive.writestr("archive/data/1", b"\0" * 256)
        archive.writestr("archive/version", "3\n")
for name, compression in [("model.pt", zipfile.ZIP_STORED), ("deflated.pt", zipfile.ZIP_DEFLATED)]:
    torch_zip(name, compression=compression)
    expect(name, format="pytorch", runs_code="always", parameters=4160, tensors=3, quantization="F16",
           format_version="3", producer="pytorch")
torch_zip("script.pt", [("archive/code/__torch__.py", "class M: pass"), ("archive/constants.pkl", pickle.dumps((), 2))])
expect("script.pt", format="torchscript", runs_code="possible", parameters=4160, tensors=3)
legacy = b"".join(pickle.dumps(v, 2) for v in [0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}])
legacy += torch_pickle(state_dict()) + pickle.dumps(["0", "1"], 2) + struct.pack("<q", 4096) + b"\0" * 8192
legacy += struct.pack("<q", 64) + b"\0" * 256
(out / "legacy.pth").write_bytes(legacy)
expect("legacy.pth", format="pytorch-legacy", runs_code="always", parameters=4160, tensors=3)

# Keras: HDF5 of versions 2 and 3, archives
def keras_config(layer):
    return {"class_name": "Sequential", "config": {"layers": [{"class_name": layer, "config": {}}]}}
def keras_h5(name, layer, **options):
    with h5py.File(out / name, "w", **options) as f:
        f.attrs["keras_version"] = "2.15.0"
        f.attrs["backend"] = "tensorflow"
        f.attrs["model_config"] = json.dumps(keras_config(layer)).encode()
        group = f.create_group("model_weights")
        group.attrs["layer_names"] = np.array([b"dense", b"other"])
        for index in range(40):
            layer_group = group.create_group(f"dense_{index}/dense")
            layer_group.create_dataset("kernel:0", data=random.rand(5, 4).astype(np.float32))
            layer_group.create_dataset("bias:0", data=random.rand(4).astype(np.float32))
        f.create_group("optimizer_weights").create_dataset("m", data=random.rand(100).astype(np.float32))
for name, layer, options in [("dense.h5", "Dense", {}), ("lambda.h5", "Lambda", {}), ("block.h5", "Dense", {"userblock_size": 512})]:
    keras_h5(name, layer, **options)
    expect(name, format="hdf5", parameters=960, tensors=80, quantization="F32", architecture="Sequential",
           producer="keras 2.15.0", runs_code="possible" if layer == "Lambda" else "never")
with h5py.File(out / "latest.h5", "w", libver="latest") as f:
    f.attrs["keras_version"] = "3.0.0"
    f.create_group("model_weights").create_dataset("k", data=random.rand(6).astype(np.float64))
expect("latest.h5", format="hdf5", parameters=6, tensors=1, quantization="F64", producer="keras 3.0.0", runs_code="never")
def weights_h5(target):
    with h5py.File(target, "w") as f:
        f.create_group("layers/dense/vars").create_dataset("0", data=random.rand(3, 4).astype(np.float32))
        f.create_group("optimizer/vars").create_dataset("0", data=random.rand(9).astype(np.float32))
weights_h5(out / "model.weights.h5")
expect("model.weights.h5", format="hdf5", parameters=12, tensors=1, quantization="F32", runs_code="never")
for name, layer, runs in [("dense.keras", "Dense", "never"), ("lambda.keras", "Lambda", "possible")]:
    weights = io.BytesIO()
    weights_h5(weights)
    with zipfile.ZipFile(out / name, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.12.0"}))
        archive.writestr("config.json", json.dumps(keras_config(layer)))
        archive.writestr("model.weights.h5", weights.getvalue())
    expect(name, format="keras", parameters=12, tensors=1, quantization="F32", architecture="Sequential",
           producer="keras 3.12.0", runs_code=runs)

# NumPy
np.save(out / "objects.npy", np.array([{"a": 1}, None], object), allow_pickle=True)
expect("objects.npy", format="numpy", runs_code="possible")
np.savez(out / "weights.npz", **{"dense/kernel": random.rand(4, 5).astype(np.float32), "dense/bias": random.rand(5).astype(np.float32)})
expect("weights.npz", format="numpy", runs_code="never", parameters=25, tensors=2, quantization="F32")
np.savez_compressed(out / "objects.npz", values=np.array([{"a": 1}], object))
expect("objects.npz", format="numpy", runs_code="possible")

# TensorFlow, by its own messages
def frozen():
    graph = graph_pb2.GraphDef()
    graph.versions.producer = 1087
    node = graph.node.add(name="weights", op="Const")
    node.attr["dtype"].type = types_pb2.DT_FLOAT
    tensor = node.attr["value"].tensor
    tensor.dtype = types_pb2.DT_FLOAT
    for size in (6, 7):
        tensor.tensor_shape.dim.add(size=size)
    tensor.tensor_content = b"\0" * 168
    graph.node.add(name="out", op="Identity", input=["weights"])
    return graph
(out / "frozen_graph.pb").write_bytes(frozen().SerializeToString())
expect("frozen_graph.pb", format="graphdef", runs_code="possible", parameters=42, tensors=1, quantization="F32", format_version="1087")
meta = meta_graph_pb2.MetaGraphDef()
meta.meta_info_def.tensorflow_version = "2.16.1"
meta.meta_info_def.tags.append("serve")
meta.graph_def.CopyFrom(frozen())
saved = io.BytesIO(b"\x08\x01\x12")  # SavedModel: schema version 1, then the graph
saved.seek(3)
_EncodeVarint(saved.write, meta.ByteSize())
saved.write(meta.SerializeToString())
(out / "saved_model.pb").write_bytes(saved.getvalue())
expect("saved_model.pb", format="savedmodel", runs_code="possible", producer="tensorflow 2.16.1", format_version="1")

# TensorFlow Lite, by its schema
import flatbuffers, tflite
builder = flatbuffers.Builder(1024)
def vector(start, items):
    start(builder, len(items))
    for item in reversed(items):
        builder.PrependUOffsetTRelative(item)
    return builder.EndVector()
def tensor(name, shape, buffer):
    name = builder.CreateString(name)
    tflite.TensorStartShapeVector(builder, len(shape))
    for size in reversed(shape):
        builder.PrependInt32(size)
    shape = builder.EndVector()
    tflite.TensorStart(builder)
    tflite.TensorAddName(builder, name); tflite.TensorAddShape(builder, shape)
    tflite.TensorAddType(builder, tflite.TensorType.INT8); tflite.TensorAddBuffer(builder, buffer)
    return tflite.TensorEnd(builder)
data = builder.CreateByteVector(b"\1" * 30)
tflite.BufferStart(builder); empty = tflite.BufferEnd(builder)
tflite.BufferStart(builder); tflite.BufferAddData(builder, data); full = tflite.BufferEnd(builder)
buffers = vector(tflite.ModelStartBuffersVector, [empty, full])
both = vector(tflite.SubGraphStartTensorsVector, [tensor("in", [1, 9], 0), tensor("w", [5, 6], 1)])
tflite.SubGraphStart(builder); tflite.SubGraphAddTensors(builder, both)
graphs = vector(tflite.ModelStartSubgraphsVector, [tflite.SubGraphEnd(builder)])
description = builder.CreateString("MLIR Converted.")
tflite.ModelStart(builder)
tflite.ModelAddVersion(builder, 3); tflite.ModelAddSubgraphs(builder, graphs)
tflite.ModelAddBuffers(builder, buffers); tflite.ModelAddDescription(builder, description)
builder.Finish(tflite.ModelEnd(builder), file_identifier=b"TFL3")
(out / "model.tflite").write_bytes(bytes(builder.Output()))
expect("model.tflite", format="tflite", runs_code="never", parameters=30, tensors=1, quantization="I8",
       producer="MLIR Converted.", format_version="3")

# Trees
booster = xgboost.train({"max_depth": 2, "objective": "binary:logistic"}, xgboost.DMatrix(X, label=y), 2)
booster.save_model(out / "trees.json")
expect("trees.json", format="xgboost", runs_code="never", producer=f"xgboost {xgboost.__version__}")
booster.save_model(out / "trees.ubj")
expect("trees.ubj", format="xgboost", runs_code="never")
lightgbm.train({"verbose": -1, "objective": "binary"}, lightgbm.Dataset(X, y), 2).save_model(out / "trees.txt")
expect("trees.txt", format="lightgbm", runs_code="never", producer="lightgbm", format_version="v4")

(out / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True))
