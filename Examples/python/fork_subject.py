#!/usr/bin/env python3
"""Answers the fork protocol (Docs/ForkProtocol.md): one JSON object a line, one reply to each request."""

import json
import sys

from kernel import CONSTANT, GRANULE, PAGE, Kernel, Refused


# The actions that work on registers alone: what becomes of the register `from`.
COMPUTATIONS = {
    "move": lambda source, _: source,
    "derive": lambda source, action: source.increment(action["increment"]),
    "narrow": lambda source, action: source.set_bounds(action["length"]),
    "restrict": lambda source, action: source.and_permissions(action["mask"]),
    "sealEntry": lambda source, _: source.seal_entry(),
    "clearTag": lambda source, _: source._replace(tag=False),
}


# The signals by which refused accesses end a process: SIGPROT, SIGBUS and SIGSEGV of FreeBSD.
SIGNALS = {"capability": 34, "alignment": 10, "page": 11}


def perform(kernel, step):
    """What a process could tell of its action."""
    name, (kind, action) = step["process"], next(iter(step["action"].items()))
    process = kernel.processes.get(name)
    if process is None or process.status is not None or step.get("thread", 0):
        return {"noSuchProcess": {}}
    accesses = {"load": kernel.load, "store": kernel.store, "loadPointer": kernel.load_pointer,
                "storePointer": kernel.store_pointer}
    if kind in accesses:
        try:
            return accesses[kind](process, action) or {"done": {}}
        except Refused as refused:
            kernel.end(name, {"signaled": {"signal": SIGNALS[str(refused)]}})
            return {"killed": {"refusal": str(refused)}}
    if kind in COMPUTATIONS:
        process.registers[action["into"]] = COMPUTATIONS[kind](process.registers[action["from"]], action)
        return {"done": {}}
    if kind == "inspect":
        return {"pointer": {"view": {"bits": bits(process.registers[action["register"]])}}}
    if kind == "fork":
        return kernel.fork(name, action)
    if kind == "wait":
        return kernel.wait(name)
    if kind == "exit":
        kernel.end(name, {"exited": {"status": action["status"]}})
        return {"done": {}}
    return {"unsupported": {}}


def bits(capability):
    return {"metadata": capability.metadata, "address": capability.address, "tag": capability.tag}


def region(of):
    return {"base": of.base, "sizeLog2": of.size_log2, "epoch": of.epoch}


def inspect(kernel):
    """The whole state, for the guarantees to judge."""
    frames = {}
    for process in kernel.processes.values():
        for frame, _ in process.pages.values():
            frames.setdefault(frame, 0)
            frames[frame] += 1
    return {
        "pageSize": PAGE, "kernelEntries": [],
        "processes": [inspect_process(name, process) for name, process in sorted(kernel.processes.items())],
        "frames": [inspect_frame(frame, references) for frame, references in frames.items()],
    }


def inspect_process(name, process):
    return {
        "name": name, "isZombie": process.status is not None, "region": region(process.region), "heldByKernel": {},
        "registers": {f"r{number}": bits(register) for number, register in enumerate(process.registers)},
        "mappings": [inspect_mapping(page, frame, kind) for page, (frame, kind) in sorted(process.pages.items())],
    }


def inspect_mapping(page, frame, kind):
    writable, shared = kind not in CONSTANT, kind == "sharedMapping"
    return {
        "page": page, "frame": frame.number, "readable": True, "writable": writable, "executable": kind == "text",
        "loadPolicy": 1 if shared else 0, "storePolicy": 0 if writable and not shared else 1,
        "entitledToRead": True, "entitledToWrite": writable, "isShared": shared,
    }


def inspect_frame(frame, references):
    granules = [{"index": index, "bits": bits(frame.granule(index))} for index in sorted(frame.tags)]
    shown = {"number": frame.number, "references": references, "taggedGranules": granules}
    return shown if frame.origin is None else {**shown, "origin": region(frame.origin)}


HELLO = {
    "version": 2, "name": "the kernel in Python", "level": "L1", "enforcesBounds": True, "strategies": ["copy"],
    "actions": ["load", "store", "loadPointer", "storePointer", "move", "derive", "narrow", "restrict", "sealEntry",
                "clearTag", "inspect", "fork", "exit", "wait"],
    "pageSize": PAGE, "granuleSize": GRANULE,
}


def main():
    kernel = None
    for line in sys.stdin:
        request = json.loads(line)
        if "hello" in request:
            reply = {"hello": {"subject": HELLO}}
        elif "start" in request:
            kernel = Kernel(request["start"]["world"])
            base = kernel.processes[0].region.base
            size = 1 << kernel.world["regionSizeLog2"]
            reply = {"observation": {"observation": {"started": {"regionBase": base, "regionSize": size}}}}
        elif "perform" in request:
            reply = {"observation": {"observation": perform(kernel, request["perform"]["step"])}}
        elif "inspect" in request:
            reply = {"state": {"state": inspect(kernel)}}
        else:
            reply = {"failure": {"message": "not a request of this protocol"}}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
