// Derived from the doc comments of the mutants by `ufork document`.
// swift-format-ignore-file

extension MutantNote {
  /// Every mutant, in the order of the enumeration.
  static let all: [MutantNote] = [
    MutantNote(
      "relocation-edge-exclusive",
      "Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "decode-length-carry-dropped",
      "The length is decoded without the carry out of the stored bits of T: breaks `cap.decode.top`.",
      breaks: ["cap.decode.top"]),
    MutantNote(
      "decode-internal-length-forgotten",
      "The length of a capability with an internal exponent lacks its highest bit: breaks `cap.decode.top`.",
      breaks: ["cap.decode.top"]),
    MutantNote(
      "decode-exponent-clamped-low",
      "The greatest exponent counts as the one below it: breaks `cap.decode.bounds`.",
      breaks: ["cap.decode.bounds"]),
    MutantNote(
      "decode-exponent-bits-kept",
      "The bits of B that hold the exponent are not taken as 0: breaks `cap.decode.exponent`.",
      breaks: ["cap.decode.exponent"]),
    MutantNote(
      "decode-space-starts-at-base",
      "The representable space starts at the eighth of the base, not one below: breaks `cap.decode.space`.",
      breaks: ["cap.decode.space"]),
    MutantNote(
      "decode-block-uncorrected",
      "Base is taken to be in the block of the address: breaks `cap.decode.correction`.",
      breaks: ["cap.decode.correction"]),
    MutantNote(
      "decode-top-uncorrected",
      "The highest bit of top is left as computed: breaks `cap.decode.wrap`.",
      breaks: ["cap.decode.wrap"]),
    MutantNote(
      "decode-top-always-corrected",
      "The highest bit of top is corrected for the two greatest exponents, too: breaks `cap.decode.wrap`.",
      breaks: ["cap.decode.wrap"]),
    MutantNote(
      "set-bounds-top-truncated",
      "Top is rounded down: breaks `cap.setBounds.rounding`.",
      breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-base-rounded-up",
      "Base is rounded up: breaks `cap.setBounds.rounding`.",
      breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exponent-not-grown",
      "A length that rounding made too long keeps its exponent: breaks `cap.setBounds.rounding`.",
      breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exponent-too-large",
      "The exponent is one more than the least that will do: breaks `cap.setBounds.exponent`.",
      breaks: ["cap.setBounds.exponent"]),
    MutantNote(
      "set-bounds-always-exact",
      "Rounded bounds are reported as exact: breaks `cap.setBounds.rounding`.",
      breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exact-ignores-top",
      "Only the base is looked at to say whether bounds are exact: breaks `cap.setBounds.rounding`.",
      breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exact-keeps-tag",
      "Exact bounds that had to be rounded keep the tag: breaks `cap.setBoundsExact`.",
      breaks: ["cap.setBoundsExact"]),
    MutantNote(
      "set-bounds-widens",
      "Bounds outside of the present ones keep the tag: breaks `cap.setBounds.tag`.",
      breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-checks-rounded",
      "The rounded bounds, not those asked for, must lie within the present ones: breaks `cap.setBounds.tag`.",
      breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-unseals",
      "A sealed capability keeps its tag when its bounds are set: breaks `cap.setBounds.tag`.",
      breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-top-wraps",
      "A top beyond the end of the address space wraps around: breaks `cap.setBounds`.",
      breaks: ["cap.setBounds"]),
    MutantNote(
      "set-address-unchecked",
      "An address at which the bounds mean something else keeps the tag: breaks `cap.setAddress`.",
      breaks: ["cap.setAddress"]),
    MutantNote(
      "set-address-in-bounds-only",
      "An address out of bounds loses the tag although it is representable: breaks `cap.setAddress`.",
      breaks: ["cap.setAddress"]),
    MutantNote(
      "set-address-of-sealed",
      "A sealed capability can be moved: breaks `cap.setAddress`.",
      breaks: ["cap.setAddress"]),
    MutantNote(
      "increment-of-sealed",
      "A sealed capability can be incremented: breaks `cap.incrementOffset`.",
      breaks: ["cap.incrementOffset"]),
    MutantNote(
      "increment-checked-precisely",
      "Increments are checked precisely where the format has the fast check: breaks `cap.representable.fast`.",
      breaks: ["cap.representable.fast"]),
    MutantNote(
      "increment-unchecked",
      "An increment out of the representable space keeps the tag: breaks `cap.incrementOffset`.",
      breaks: ["cap.incrementOffset"]),
    MutantNote(
      "decrement-rejected",
      "A negative increment counts as a very large one: breaks `cap.representable.fast`.",
      breaks: ["cap.representable.fast"]),
    MutantNote(
      "set-offset-from-address",
      "An offset is counted from the address, not from the base: breaks `cap.setOffset`.",
      breaks: ["cap.setOffset"]),
    MutantNote(
      "permissions-added",
      "Permissions that the mask names are added: breaks `cap.andPermissions`.",
      breaks: ["cap.andPermissions"]),
    MutantNote(
      "permission-bits-swapped",
      "The mask's bit for one permission removes its neighbour: breaks `cap.andPermissions`.",
      breaks: ["cap.andPermissions"]),
    MutantNote(
      "illegal-permissions-kept",
      "Permissions stay although those they need are gone: breaks `cap.permissions.legal`.",
      breaks: ["cap.permissions.legal"]),
    MutantNote(
      "permissions-of-sealed",
      "A sealed capability keeps its tag when its permissions change: breaks `cap.andPermissions`.",
      breaks: ["cap.andPermissions"]),
    MutantNote(
      "flags-of-sealed",
      "A sealed capability keeps its tag when its flags change: breaks `cap.setFlags`.",
      breaks: ["cap.setFlags"]),
    MutantNote(
      "seal-without-permission",
      "Any capability is an authority to seal: breaks `cap.seal.authority`.",
      breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-with-reserved-type",
      "A reserved object type can be sealed with: breaks `cap.seal.authority`.",
      breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-at-top",
      "The top of a sealing authority counts as one of its object types: breaks `cap.seal.authority`.",
      breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-reseals",
      "A sealed capability can be sealed anew: breaks `cap.seal`.",
      breaks: ["cap.seal"]),
    MutantNote(
      "unseal-any-type",
      "The object type is not compared when unsealing: breaks `cap.unseal`.",
      breaks: ["cap.unseal"]),
    MutantNote(
      "unseal-with-seal-permission",
      "The permission to seal is taken for the one to unseal: breaks `cap.unseal`.",
      breaks: ["cap.unseal"]),
    MutantNote(
      "unseal-keeps-global",
      "Unsealing by an authority that is not global leaves the capability global: breaks `cap.unseal`.",
      breaks: ["cap.unseal"]),
    MutantNote(
      "seal-entry-reseals",
      "A sealed capability can be sealed as an entry: breaks `cap.sealEntry`.",
      breaks: ["cap.sealEntry"]),
    MutantNote(
      "conditional-seal-insists",
      "An authority out of its bounds clears the tag: breaks `cap.conditionalSeal`.",
      breaks: ["cap.conditionalSeal"]),
    MutantNote(
      "build-ignores-permissions",
      "A built capability can have permissions that its authority has not: breaks `cap.buildCapability.failure`.",
      breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-ignores-bounds",
      "A built capability can reach beyond its authority: breaks `cap.buildCapability.failure`.",
      breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-from-sealed",
      "A sealed capability is an authority to build: breaks `cap.buildCapability.failure`.",
      breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-accepts-any-bits",
      "Bits that no derivation yields are tagged: breaks `cap.buildCapability`.",
      breaks: ["cap.buildCapability"]),
    MutantNote(
      "build-keeps-type",
      "A built capability keeps an object type that needs an authority: breaks `cap.buildCapability`.",
      breaks: ["cap.buildCapability"]),
    MutantNote(
      "copy-type-of-reserved",
      "A reserved object type is copied with the tag: breaks `cap.copyType`.",
      breaks: ["cap.copyType"]),
    MutantNote(
      "subset-ignores-tag",
      "An untagged capability can be a subset of a tagged one: breaks `cap.testSubset`.",
      breaks: ["cap.testSubset"]),
    MutantNote(
      "subset-ignores-permissions",
      "Permissions are not compared: breaks `cap.testSubset`.",
      breaks: ["cap.testSubset"]),
    MutantNote(
      "equal-ignores-tag",
      "Tags are not compared: breaks `cap.setEqualExact`.",
      breaks: ["cap.setEqualExact"]),
    MutantNote(
      "set-high-keeps-tag",
      "New metadata keeps the tag: breaks `cap.setHigh`.",
      breaks: ["cap.setHigh"]),
    MutantNote(
      "representable-length-truncated",
      "The length is rounded down: breaks `cap.representableLength`.",
      breaks: ["cap.representableLength"]),
    MutantNote(
      "representable-mask-too-wide",
      "The mask leaves one bit too many: breaks `cap.representableLength.mask`.",
      breaks: ["cap.representableLength.mask"]),
    MutantNote(
      "relocation-tests-address-only",
      "Only the address is compared with the home region: breaks `cap.relocate.outside`.",
      breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-widens-bounds",
      "A relocated capability gets the bounds of the whole region: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-restores-permissions",
      "A relocated capability gets every permission: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-unseals",
      "A sealed entry comes out of relocation unsealed: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-narrows-from-address",
      "Bounds are rebuilt from the address, so that interior pointers shift: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "kernel-return-sentry-kept",
      "Whatever is sealed as an entry counts as an entry into the kernel: breaks `cap.relocate.outside`.",
      breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-keeps-strays",
      "What lies outside of the home region keeps its tag: breaks `cap.relocate.outside`.",
      breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-moves-data",
      "Untagged words are moved as well: breaks `cap.relocate.data`.",
      breaks: ["cap.relocate.data"]),
    MutantNote(
      "zero-length-at-end-cleared",
      "An empty capability at the end of its region counts as outside: breaks `cap.relocate.inside`.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "region-too-small-for-format",
      "A region can be smaller than the format allows, so that bounds mean something else after a move: breaks `cap.relocate.inside`. Nobody asks for such a region, neither the capability properties nor fork programs.",
      breaks: ["cap.relocate.inside"]),
    MutantNote(
      "grandchild-fault-skips-copy",
      "A grandchild's fault maps its own frame without the contents.",
      breaks: []),
    MutantNote(
      "load-barrier-dropped",
      "Making a page writable again for a process that is itself a child turns off its capability-load fault.",
      breaks: []),
    MutantNote(
      "access-ignores-tag",
      "A load or store does not ask whether its authority is tagged.",
      breaks: []),
    MutantNote(
      "access-ignores-seal",
      "A load or store does not ask whether its authority is sealed.",
      breaks: []),
    MutantNote(
      "load-ignores-permission",
      "A load does not ask for the permission to load.",
      breaks: []),
    MutantNote(
      "store-ignores-permission",
      "A store does not ask for the permission to store.",
      breaks: []),
    MutantNote(
      "store-ignores-capability-permission",
      "A store of a tagged capability does not ask for the permission to store capabilities.",
      breaks: []),
    MutantNote(
      "store-ignores-local-permission",
      "A store of a capability that is not global does not ask for the permission to store local ones.",
      breaks: []),
    MutantNote(
      "access-ends-beyond-top",
      "An access may end one byte after the top of its authority.",
      breaks: []),
    MutantNote(
      "bounds-before-permissions",
      "The bounds of an authority are checked before its permissions.",
      breaks: []),
    MutantNote(
      "alignment-before-authority",
      "The alignment of a capability load is checked before its authority.",
      breaks: []),
    MutantNote(
      "data-store-keeps-tag",
      "A store of data leaves the tag of its granule set.",
      breaks: []),
    MutantNote(
      "data-store-keeps-second-tag",
      "Of a store of data across two granules only the first loses its tag.",
      breaks: []),
    MutantNote(
      "load-keeps-tag-without-permission",
      "A load through an authority without LoadCap keeps the tag of what it loads.",
      breaks: []),
    MutantNote(
      "strip-policy-keeps-tag",
      "A load from a page with the policy *strip* keeps the tag of what it loads.",
      breaks: []),
    MutantNote(
      "fault-policy-ignored",
      "A load of a tagged capability from a page with the policy *fault* does not fault.",
      breaks: []),
    MutantNote(
      "amoswap-skips-load-barrier",
      "An atomic exchange does not ask for the policy of capability loads.",
      breaks: []),
    MutantNote(
      "loadtags-skips-barrier",
      "A load of tags ignores the policy *fault*.",
      breaks: []),
    MutantNote(
      "fault-policy-ignores-tag",
      "A load of an untagged value from a page with the policy *fault* faults too.",
      breaks: []),
    MutantNote(
      "store-policy-ignored",
      "A tagged capability can be stored to a page that takes none.",
      breaks: []),
    MutantNote(
      "translation-not-flushed",
      "The kernel's order to forget the translation of a page is not followed.",
      breaks: []),
    MutantNote(
      "stale-block-after-store",
      "Translated code is executed after a store has changed it.",
      breaks: []),
    MutantNote(
      "conditional-ignores-reservation",
      "A store-conditional succeeds without a reservation.",
      breaks: []),
    MutantNote(
      "reservation-survives-trap",
      "A trap does not end a reservation.",
      breaks: []),
    MutantNote(
      "reservation-survives-other-hart",
      "A store by another hart does not end a reservation.",
      breaks: []),
    MutantNote(
      "link-unsealed",
      "A capability jump links with an unsealed capability.",
      breaks: []),
    MutantNote(
      "jump-ignores-execute-permission",
      "A capability jump does not ask for the permission to execute.",
      breaks: []),
    MutantNote(
      "jump-through-any-seal",
      "A capability jump goes through any sealed capability as through a sealed entry.",
      breaks: []),
    MutantNote(
      "invoke-ignores-type",
      "`cinvoke` does not compare the object types of code and data.",
      breaks: []),
    MutantNote(
      "kernel-entry-without-seal",
      "A kernel entry is reached by any jump to its address.",
      breaks: []),
    MutantNote(
      "system-registers-unguarded",
      "Special capability registers are accessed without the permission to access system registers.",
      breaks: []),
    MutantNote(
      "trap-value-forgets-register",
      "The value of a capability exception does not tell the register.",
      breaks: []),
    MutantNote(
      "move-keeps-tag",
      "Moving an address out of the representable space keeps the tag.",
      breaks: []),
    MutantNote(
      "word-load-unsigned",
      "A load of a word is not sign-extended.",
      breaks: []),
    MutantNote(
      "quotient-by-zero-is-zero",
      "The quotient by 0 is 0.",
      breaks: []),
    MutantNote(
      "atomic-returns-new-value",
      "An atomic operation results in the new value.",
      breaks: []),
    MutantNote(
      "budget-exceeded-by-one",
      "The last instruction of a budget is executed together with the one after it.",
      breaks: []),
    MutantNote(
      "default-data-capability-unrestricted",
      "The ambient data capability is never narrowed: integers become pointers to anything.",
      breaks: []),
    MutantNote(
      "wrong-permission-bit-removed",
      "Taking the permission to access system registers away clears the bit beside it instead.",
      breaks: []),
    MutantNote(
      "thread-pointer-unbounded",
      "The child's thread pointer is derived from an unbounded capability.",
      breaks: []),
    MutantNote(
      "kernel-capability-left-in-image",
      "Start-up leaves an unsealed capability of the kernel in the program's memory.",
      breaks: []),
    MutantNote(
      "kernel-spills-on-user-stack",
      "The kernel runs on the caller's stack while it forks, and leaves a capability of its own there.",
      breaks: []),
    MutantNote(
      "grandchild-maps-grandparent",
      "A fork by a process that is itself a child maps the frames of that process's parent.",
      breaks: []),
    MutantNote(
      "grandparent-write-leaks",
      "A write by a process that has grandchildren goes into the shared frame.",
      breaks: []),
    MutantNote(
      "reference-index-collides",
      "The sharers of a frame are counted by the process's slot modulo 4, so that some of them are not counted.",
      breaks: []),
    MutantNote(
      "relocation-distance-unsigned",
      "The distance between two regions is added even if the child lies below the frame's home.",
      breaks: []),
    MutantNote(
      "stale-child-record",
      "Exit leaves the record of who shares with whom; a later write of the old parent overwrites the region's new owner.",
      breaks: []),
    MutantNote(
      "mapped-before-copied",
      "A page is made accessible before its contents are there. Only somebody who runs in between could see it, and fork programs act one after the other.",
      breaks: []),
    MutantNote(
      "fault-grants-write",
      "A fault for want of a permission makes the page writable, read-only pages included.",
      breaks: []),
    MutantNote(
      "eager-copy-discarded",
      "Pages that were copied eagerly are overwritten when the page table is copied.",
      breaks: []),
    MutantNote(
      "sibling-copied-early",
      "One child's fault copies the page for its siblings as well.",
      breaks: []),
    MutantNote(
      "last-sharer-keeps-unrelocated",
      "The last process that maps a frame gets it as it is, without relocation.",
      breaks: []),
    MutantNote(
      "parent-exit-frees-home",
      "A region is used again although frames whose home it is are still mapped.",
      breaks: []),
    MutantNote(
      "rehome-forgets-distance",
      "After a frame was given another home, its other sharers relocate it by the old distance.",
      breaks: []),
    MutantNote(
      "eager-page-relocated-twice",
      "An eagerly copied page keeps its old home, so that the next fault relocates it again.",
      breaks: []),
    MutantNote(
      "tlb-stale-after-fork",
      "Fork takes write permission away in the page table, but not in the translation lookaside buffers.",
      breaks: []),
    MutantNote(
      "shared-leaf-written",
      "A fault that changes a page of a shared leaf changes it for a relative as well.",
      breaks: []),
    MutantNote(
      "snapshot-torn",
      "The parent's pages stay accessible to its other threads while fork copies them. Only somebody who runs in between could see it, and fork programs act one after the other.",
      breaks: []),
    MutantNote(
      "reservation-survives-fork",
      "A reservation of the parent's thread outlives a fork. Fork programs have no instruction that reserves.",
      breaks: []),
    MutantNote(
      "shared-mapping-copied",
      "A shared mapping becomes private at fork.",
      breaks: []),
    MutantNote(
      "shared-memory-keeps-tags",
      "The child's alias of a shared mapping lets capabilities through.",
      breaks: []),
    MutantNote(
      "fault-never-kills",
      "A refused access is reported, but does not end the process.",
      breaks: []),
    MutantNote(
      "wait-status-unshifted",
      "An exit status of 1 is reported as death by signal 1.",
      breaks: []),
    MutantNote(
      "wait-never-blocks",
      "Waiting without children is no error.",
      breaks: []),
    MutantNote(
      "orphans-not-reparented",
      "The children of a dead parent are adopted by whoever gets its slot in the process table.",
      breaks: []),
    MutantNote(
      "zombie-reaped-by-stranger",
      "A process can reap a child that is not its own.",
      breaks: []),
    MutantNote(
      "region-not-scrubbed",
      "A freed frame keeps its bytes and tags for the next owner.",
      breaks: []),
    MutantNote(
      "slot-exhaustion-unchecked",
      "A fork for which no region is left takes one that is in use.",
      breaks: []),
    MutantNote(
      "fork-failure-half-done",
      "A fork that fails has write-protected the parent's pages already.",
      breaks: []),
    MutantNote(
      "shortage-keeps-promise",
      "A fork that is refused a region keeps what frames it was promised.",
      breaks: []),
    MutantNote(
      "child-close-frees-parent-file",
      "Fork does not count the child's descriptors; the child's close frees the parent's file.",
      breaks: []),
    MutantNote(
      "exit-keeps-descriptors",
      "Exit leaves descriptors open: a pipe never reports its end.",
      breaks: []),
    MutantNote(
      "mprotect-lifts-barrier",
      "Changing the protection of a page that owes a copy makes it plainly accessible.",
      breaks: []),
    MutantNote(
      "file-offset-per-process",
      "A child's descriptors have an offset of their own.",
      breaks: []),
    MutantNote(
      "pending-signals-inherited",
      "The child starts with the signals that are pending for its parent.",
      breaks: []),
    MutantNote(
      "signal-handler-not-relocated",
      "The handlers of a child are those of its parent, in its parent's region. The handlers of fork programs are the host's, and only count.",
      breaks: []),
    MutantNote(
      "sigreturn-trusts-frame",
      "What a signal frame holds is restored as capabilities, whether it is tagged or not. Fork programs run no handlers.",
      breaks: []),
    MutantNote(
      "copyin-reads-twice",
      "What a process passes by reference is checked, and read again when it is used. Only somebody who runs in between could see it, and fork programs act one after the other.",
      breaks: []),
    MutantNote(
      "copyin-bypasses-load-barrier",
      "An array of buffers in a page that owes relocation is read as it is, with pointers into the parent. Fork programs pass no arrays.",
      breaks: []),
    MutantNote(
      "argument-size-unchecked",
      "The length of a buffer is not compared with the bounds of its capability.",
      breaks: []),
    MutantNote(
      "copyout-bypasses-unshare",
      "What is read goes into the frame that the page shows, whoever else shows it.",
      breaks: []),
    MutantNote(
      "copyout-writes-inputs",
      "What was written is stored back to where it came from.",
      breaks: []),
    MutantNote(
      "copyout-full-length",
      "A short read fills the whole buffer.",
      breaks: []),
    MutantNote(
      "vector-io-first-only",
      "Of an array of buffers only the first is used. Fork programs pass no arrays.",
      breaks: []),
    MutantNote(
      "pipe-copies-tags",
      "Whole granules go through pipes with their tags.",
      breaks: []),
  ]
}
