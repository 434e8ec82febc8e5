"""Writes files that are no models. Usage: make_others.py FOLDER"""
import gzip, io, json, sqlite3, struct, sys, tarfile, zipfile, zlib
from pathlib import Path

import h5py, numpy as np
from onnx import helper, TensorProto
from tensorboard.compat.proto import event_pb2

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)


def archive(name, members):
    with zipfile.ZipFile(out / name, "w", zipfile.ZIP_DEFLATED) as target:
        for member, content in members.items():
            target.writestr(member, content)


with h5py.File(out / "weather.h5", "w") as f:
    f.attrs["Conventions"] = "CF-1.8"
    f.create_dataset("temperature", data=np.random.rand(10, 20))
    f.create_group("stations/vars").create_dataset("0", data=np.arange(5))
with h5py.File(out / "measurements.hdf5", "w", libver="latest") as f:
    f.create_dataset("layers", data=np.random.rand(10))
np.save(out / "floats.npy", np.random.rand(8, 8))
np.save(out / "records.npy", np.zeros(3, dtype=[("Oslo", "<f4"), ("b", "U8")]))
np.savez(out / "series.npz", time=np.arange(9), temperature=np.random.rand(9))
archive("plain.zip", {"readme.txt": "hello", "config.json": "{}"})
archive("letter.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
archive("program.jar", {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0", "A.class": b"\xca\xfe\xba\xbe"})
archive("app.pt", {"data.pkl.txt": "no", "a/b/data.pkl": "deeper"})
archive("settings.keras", {"config.json": "{}", "metadata.json": "{}"})
database = sqlite3.connect(out / "shop.sqlite")
database.execute("create table t (a, b)")
database.commit()
database.close()
(out / "log.gz").write_bytes(gzip.compress(b"GET / 200\n" * 100))
(out / "page.z").write_bytes(zlib.compress(b"<html></html>" * 20))
with tarfile.open(out / "source.tar.gz", "w:gz") as target:
    target.add(__file__, "make_others.py")
(out / "events.pb").write_bytes(event_pb2.Event(wall_time=1.5, step=3, file_version="brain.Event:2").SerializeToString())
(out / "value.pb").write_bytes(helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4]).SerializeToString())
(out / "tensor.bin").write_bytes(helper.make_tensor("x", TensorProto.FLOAT, [2], [1, 2]).SerializeToString())
(out / "samples.bin").write_bytes(np.random.RandomState(1).bytes(100_000))
(out / "floats.bin").write_bytes(np.random.RandomState(1).rand(10_000).astype(np.float32).tobytes())
(out / "feed.xml").write_text('<?xml version="1.0"?><rss version="2.0"><channel/></rss>')
