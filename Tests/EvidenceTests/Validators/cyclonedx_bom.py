"""usage: cyclonedx_bom.py 1.6|1.7 FILE

Checks a CycloneDX document with the strict validator of cyclonedx-python-lib, and what no schema says:
references are unique and lead somewhere, package URLs are canonical.
"""
import json
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

version, path = sys.argv[1:]
text = open(path, encoding="utf-8").read()
schema = getattr(SchemaVersion, "V" + version.replace(".", "_"))
error = JsonStrictValidator(schema).validate_str(text)
if error:
    sys.exit(str(error)[:2000])

document = json.loads(text)
references = [document["metadata"]["component"]["bom-ref"]]


def visit(element):
    for key in ("components", "services"):
        for item in element.get(key, []):
            references.append(item["bom-ref"])
            purl = item.get("purl")
            if purl and PackageURL.from_string(purl).to_string() != purl:
                sys.exit(f"{purl} should be {PackageURL.from_string(purl).to_string()}")
            visit(item)


visit(document)
references += [item["bom-ref"] for item in document["vulnerabilities"]]
if len(set(references)) != len(references):
    sys.exit("a reference stands twice")
used = [item["ref"] for item in document["dependencies"]]
used += [ref for item in document["dependencies"] for ref in item.get("dependsOn", [])]
used += [item["ref"] for entry in document["vulnerabilities"] for item in entry.get("affects", [])]
for component in document["components"]:
    parameters = component.get("modelCard", {}).get("modelParameters", {})
    used += [item["ref"] for item in parameters.get("datasets", [])]
unknown = set(used) - set(references)
if unknown:
    sys.exit(f"references to nothing: {sorted(unknown)}")
