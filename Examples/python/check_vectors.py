#!/usr/bin/env python3
"""Holds capability.py against vectors: `ufork vectors export DIR`, then `check_vectors.py DIR`."""

import json
import sys

from capability import Capability
from kernel import Region, relocated


def relocate(capability, operation):
    size = operation["sizeLog2"]
    return relocated(capability, Region(operation["from"], size, 0), Region(operation["to"], size, 0))


def signed(number):
    return number - (1 << 64) if number >> 63 else number


# The operations that capability.py has, by their names in the vectors.
OPERATIONS = {
    "setBounds": lambda capability, operation: capability.set_bounds(operation["length"]),
    "incrementOffset": lambda capability, operation: capability.increment(signed(operation["increment"])),
    "andPermissions": lambda capability, operation: capability.and_permissions(operation["mask"]),
    "sealEntry": lambda capability, _: capability.seal_entry(),
    "clearTag": lambda capability, _: capability._replace(tag=False),
    "relocate": relocate,
}


def check(path):
    checked = wrong = 0
    for number, line in enumerate(open(path), 1):
        vector = json.loads(line)
        name, operation = next(iter(vector["operation"].items()))
        if name not in OPERATIONS or operation.get("policy") == "clamp":
            continue
        observed = OPERATIONS[name](Capability(**operation["capability"]), operation)
        expected = Capability(**next(iter(vector["reply"].values()))["capability"])
        checked += 1
        if observed != expected:
            wrong += 1
            if wrong == 1:
                print(f"{path}:{number}: {name} {operation}\n  expected {expected}\n  observed {observed}")
    print(f"{path}: {checked} checked, {wrong} wrong")
    return wrong


if __name__ == "__main__":
    directory = sys.argv[1]
    sys.exit(sum(check(f"{directory}/{name}-cc128.jsonl") for name in ("capability", "relocation")) > 0)
