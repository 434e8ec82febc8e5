"""usage: spdx3_document.py FILE

Checks an SPDX 3.0.1 document with the official JSON Schema and the official SHACL model.
"""
import json
import pathlib
import sys

import jsonschema_rs
import pyshacl
import rdflib

folder = pathlib.Path(__file__).parent
document = json.load(open(sys.argv[1], encoding="utf-8"))
schema = json.load(open(folder / "spdx-3.0.1.schema.json", encoding="utf-8"))
errors = [
    f"{list(error.instance_path)}: {error.message[:300]}"
    for error in jsonschema_rs.validator_for(schema).iter_errors(document)
]
if errors:
    sys.exit("\n".join(errors[:5]))

# The context is the official one, without the network.
context = json.load(open(folder / "spdx-context-v3.0.1.jsonld", encoding="utf-8"))
document["@context"] = context["@context"]
graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
model = rdflib.Graph().parse(folder / "spdx-model-v3.0.1.jsonld", format="json-ld")
own = set(graph.subjects())
_, report, _ = pyshacl.validate(
    graph, shacl_graph=model, ont_graph=model, allow_warnings=True
)
SH = rdflib.SH
violations = [
    f"{node} {report.value(result, SH.resultPath)}: {report.value(result, SH.resultMessage)}"
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    # What the model says of its own individuals is not ours.
    if (node := report.value(result, SH.focusNode)) in own
    and report.value(result, SH.resultSeverity) == SH.Violation
]
if violations:
    sys.exit("\n".join(violations[:5]))
