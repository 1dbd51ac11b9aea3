"""Capabilities of CHERI-RISC-V (ISA version 9), as two words and a tag.

Docs/Specification.md states the rules (cap.decode.*, cap.setBounds.*, cap.representable.fast, cap.memory.*).
"""

from typing import NamedTuple

WORD = (1 << 64) - 1
NULL_MASK = 0x00001FFFFC018004  # in memory a capability is XORed with this, so that null is all zeros
UNSEALED, ENTRY = 0x3FFFF, 0x3FFFE

GLOBAL, EXECUTE, LOAD, STORE, LOAD_CAPABILITY, STORE_CAPABILITY, STORE_LOCAL = (1 << i for i in range(7))


class Capability(NamedTuple):
    """The metadata word as it stands in memory, the address word, the tag."""

    metadata: int = 0
    address: int = 0
    tag: bool = False

    def field(self, low, width):
        return ((self.metadata ^ NULL_MASK) >> low) & ((1 << width) - 1)

    def with_field(self, low, width, value):
        mask = ((1 << width) - 1) << low
        word = ((self.metadata ^ NULL_MASK) & ~mask) | ((value << low) & mask)
        return self._replace(metadata=word ^ NULL_MASK)

    def clear_tag_if(self, condition):
        return self._replace(tag=self.tag and not condition)

    @property
    def permissions(self):
        return self.field(48, 12)

    @property
    def is_sealed(self):
        return self.field(27, 18) != UNSEALED

    def parts(self):
        """The exponent, and B and T without the bits that hold it."""
        internal, b, t = self.field(26, 1), self.field(0, 14), self.field(14, 12)
        exponent = 0
        if internal:
            exponent = min((t & 7) << 3 | b & 7, 52)
            b, t = b & ~7, t & ~7
        carry = (1 if t < b & 0xFFF else 0) + internal
        return exponent, b, (((b >> 12) + carry) & 3) << 12 | t

    def bounds(self):
        """Base and top; the top may be 2^64."""
        exponent, b, t = self.parts()
        edge = ((b >> 11) - 1) & 7
        below = (self.address >> (exponent + 11)) & 7 < edge
        high = self.address >> (exponent + 14)

        def bound(mantissa):
            correction = (mantissa >> 11 < edge) - below
            return ((high + correction) << 14 | mantissa) << exponent & ((1 << 65) - 1)

        base, top = bound(b) & WORD, bound(t)
        if exponent < 51 and ((top >> 63) - (base >> 63)) & 3 > 1:
            top ^= 1 << 64
        return base, top

    def is_inside(self, low, high):
        base, top = self.bounds()
        return low <= base <= top <= high

    # What the instructions make of a capability.

    def increment(self, amount):
        """CIncOffset, with the fast check of whether the bounds survive."""
        exponent, b, _ = self.parts()
        moved = self._replace(address=(self.address + amount) & WORD)
        if exponent < 50:
            edge = (((b >> 11) - 1) & 7) << 11
            room = (edge - (self.address >> exponent)) & 0x3FFF
            middle = (amount >> exponent) & 0x3FFF
            highest = amount >> (exponent + 14)
            fits = (highest == 0 and middle < (room - 1) & 0x3FFF) or (highest == -1 and middle >= room and room != 0)
            moved = moved.clear_tag_if(not fits)
        return moved.clear_tag_if(self.is_sealed)

    def set_bounds(self, length):
        """CSetBounds from the address, rounded outwards."""
        base, top = self.address, self.address + length
        allowed = self.is_inside_own(base, top)
        exponent = max(0, length.bit_length() - 13)
        if exponent == 0 and not length >> 12 & 1:
            result = self.with_field(26, 1, 0).with_field(0, 14, base).with_field(14, 12, top)
        else:
            low, high, exponent = rounded(base, top, exponent)
            result = self.with_field(26, 1, 1)
            result = result.with_field(0, 14, low << 3 | exponent & 7).with_field(14, 12, high << 3 | exponent >> 3)
        return result.clear_tag_if(self.is_sealed or not allowed)

    def is_inside_own(self, low, high):
        base, top = self.bounds()
        return base <= low and high <= top

    def and_permissions(self, mask):
        user = self.field(60, 4) & mask >> 15
        kept = self.with_field(48, 12, self.permissions & mask).with_field(60, 4, user)
        return kept.clear_tag_if(self.is_sealed)

    def seal_entry(self):
        return self.with_field(27, 18, ENTRY).clear_tag_if(self.is_sealed)


def rounded(base, top, exponent):
    """The mantissas of rounded bounds, without their three lowest bits, and the exponent that they need."""
    for exponent in (exponent, exponent + 1):
        unit = exponent + 3
        low, high = base >> unit & 0x7FF, -(-top >> unit) & 0x7FF
        if not (high - low) & 0x400:
            break
    return low, high, exponent


def pointer(base, size, permissions, capability_mode):
    """A capability made from the root: all addresses, then bounds, permissions and the mode of code."""
    root = Capability(metadata=NULL_MASK, address=base, tag=True)
    root = root.with_field(48, 16, 0xFFFF).with_field(27, 18, UNSEALED)
    root = root.with_field(26, 1, 1).with_field(14, 12, 52 >> 3).with_field(0, 14, 52 & 7)
    return root.set_bounds(size).and_permissions(permissions).with_field(45, 1, capability_mode)


def from_memory(data, tag):
    return Capability(int.from_bytes(data[8:], "little"), int.from_bytes(data[:8], "little"), tag)


def to_memory(capability):
    return capability.address.to_bytes(8, "little") + capability.metadata.to_bytes(8, "little")
