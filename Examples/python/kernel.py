"""A kernel whose processes fork in one address space: full copy, and nothing else.

Memory is pages of bytes with one tag for each granule of sixteen. Docs/ForkProtocol.md says what each action means.
"""

from capability import (
    EXECUTE, GLOBAL, LOAD, LOAD_CAPABILITY, STORE, STORE_CAPABILITY, STORE_LOCAL, WORD, Capability, from_memory, pointer,
    to_memory)

PAGE, GRANULE, REGISTERS = 4096, 16, 8
ENOMEM, ECHILD = 12, 10
CONSTANT = ("text", "readOnlyData")
DATA = ("globalOffsetTable", "data", "heap")


class Refused(Exception):
    """An access that ends its process; the first argument says why."""


class Frame:
    """A page of memory: its bytes, and the granules that hold a capability."""

    count = 0

    def __init__(self, origin, filler=0):
        Frame.count += 1
        self.number, self.origin = Frame.count, origin
        self.data, self.tags = bytearray([filler]) * PAGE, set()

    def granule(self, index):
        return from_memory(self.data[index * GRANULE:(index + 1) * GRANULE], index in self.tags)

    def set_granule(self, index, capability):
        self.data[index * GRANULE:(index + 1) * GRANULE] = to_memory(capability)
        (self.tags.add if capability.tag else self.tags.discard)(index)


class Region:
    """Where a process lies; the epoch counts how often the place was used."""

    def __init__(self, base, size_log2, epoch):
        self.base, self.size_log2, self.epoch = base, size_log2, epoch
        self.end = base + (1 << size_log2)


class Process:
    def __init__(self, parent, region):
        self.parent, self.region, self.status = parent, region, None
        self.registers = [Capability()] * REGISTERS
        self.pages = {}  # page of the region: (frame, kind of segment)


class Kernel:
    def __init__(self, world):
        self.world, self.processes, self.epochs = world, {}, {}
        self.kinds = [segment["kind"] for segment in world["segments"] for _ in range(segment["pages"])]
        self.charge = sum(kind not in CONSTANT + ("sharedMapping",) for kind in self.kinds)
        first = self.processes[0] = Process(None, self.free_region())
        for page, kind in enumerate(self.kinds):
            origin = None if kind == "sharedMapping" else first.region
            first.pages[page] = Frame(origin, 0x13 if kind in CONSTANT else 0), kind
        data = GLOBAL | LOAD | STORE | LOAD_CAPABILITY | STORE_CAPABILITY | STORE_LOCAL
        first.registers[0] = self.pointer_to(DATA, data, 0)
        first.registers[1] = self.pointer_to(("text",), GLOBAL | LOAD | EXECUTE, 1)

    def pointer_to(self, kinds, permissions, mode):
        pages = [page for page, kind in enumerate(self.kinds) if kind in kinds]
        start, end = (pages[0], pages[-1] + 1) if pages else (0, 0)
        return pointer(self.processes[0].region.base + start * PAGE, (end - start) * PAGE, permissions, mode)

    def running(self):
        return [process for process in self.processes.values() if process.status is None]

    def free_region(self):
        """The first region that belongs to nobody; each lies at a multiple of four times its size."""
        k = self.world["regionSizeLog2"]
        used = {process.region.base for process in self.running()}
        for index in range(1, self.world["regions"] + 1):
            base = index << k + 2
            if base not in used:
                self.epochs[base] = self.epochs.get(base, 0) + 1
                return Region(base, k, self.epochs[base])
        return None

    # Memory.

    def places(self, process, authority, offset, size, permissions, aligned=False, keeps_tag=False):
        """The frame and the offset of each byte of an access, once everything permits it."""
        base, top = authority.bounds()
        address = authority.address + offset & WORD
        if (not authority.tag or authority.is_sealed or authority.permissions & permissions != permissions
                or address < base or address + size > top):
            raise Refused("capability")
        if aligned and address % GRANULE:
            raise Refused("alignment")
        position = address - process.region.base
        for page in {position // PAGE, (position + size - 1) // PAGE}:
            kind = process.pages.get(page, (None, None))[1]
            if kind is None or permissions & STORE and kind in CONSTANT or keeps_tag and kind == "sharedMapping":
                raise Refused("page")
        return [(process.pages[place // PAGE][0], place % PAGE) for place in range(position, position + size)]

    def load(self, process, action):
        places = self.places(process, process.registers[action["through"]], action["offset"], action["width"], LOAD)
        return {"value": {"value": int.from_bytes((frame.data[at] for frame, at in places), "little")}}

    def store(self, process, action):
        width = action["width"]
        places = self.places(process, process.registers[action["through"]], action["offset"], width, STORE)
        for (frame, at), byte in zip(places, action["value"].to_bytes(8, "little")):
            frame.data[at] = byte
            frame.tags.discard(at // GRANULE)

    def load_pointer(self, process, action):
        authority = process.registers[action["through"]]
        frame, at = self.places(process, authority, action["offset"], GRANULE, LOAD, aligned=True)[0]
        loaded = frame.granule(at // GRANULE)
        process.registers[action["into"]] = loaded.clear_tag_if(not authority.permissions & LOAD_CAPABILITY)

    def store_pointer(self, process, action):
        stored, authority = process.registers[action["from"]], process.registers[action["through"]]
        needed = STORE
        if stored.tag:
            needed |= STORE_CAPABILITY | (0 if stored.permissions & GLOBAL else STORE_LOCAL)
        frame, at = self.places(process, authority, action["offset"], GRANULE, needed, True, stored.tag)[0]
        frame.set_granule(at // GRANULE, stored)

    # Processes.

    def fork(self, name, action):
        if action["child"] in self.processes:
            return {"noSuchProcess": {}}
        common = len(self.kinds) - self.charge
        fits = (len(self.running()) + 1) * self.charge + common <= self.world["frames"]
        region = self.free_region() if fits else None
        if region is None:
            return {"failed": {"errno": ENOMEM}}
        parent = self.processes[name]
        child = self.processes[action["child"]] = Process(name, region)
        child.registers = [relocated(register, parent.region, region) for register in parent.registers]
        for page, (frame, kind) in parent.pages.items():
            shares = kind in CONSTANT + ("sharedMapping",)
            child.pages[page] = (frame if shares else copied(frame, parent.region, region)), kind
        return {"forked": {"regionBase": region.base}}

    def end(self, name, status):
        process = self.processes[name]
        process.status, process.pages, process.registers = status, {}, []
        for child, other in list(self.processes.items()):
            if other.parent == name:
                other.parent = None
                if other.status is not None:
                    del self.processes[child]
        if process.parent is None:
            del self.processes[name]

    def wait(self, name):
        children = [(child, process) for child, process in self.processes.items() if process.parent == name]
        if not children:
            return {"failed": {"errno": ECHILD}}
        for child, process in children:
            if process.status is not None:
                del self.processes[child]
                return {"reaped": {"process": child, "status": process.status}}
        return {"wouldBlock": {}}


def relocated(capability, origin, region):
    """What a capability relative to one region is in another."""
    if not capability.tag:
        return capability
    if not capability.is_inside(origin.base, origin.end):
        return capability._replace(tag=False)
    return capability._replace(address=capability.address + region.base - origin.base & WORD)


def copied(frame, origin, region):
    copy = Frame(region)
    copy.data[:] = frame.data
    for index in frame.tags:
        copy.set_granule(index, relocated(frame.granule(index), origin, region))
    return copy
