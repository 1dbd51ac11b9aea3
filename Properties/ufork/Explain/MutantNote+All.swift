// Derived from the doc comments of the mutants by `ufork document`.
// swift-format-ignore-file

extension MutantNote {
  /// Every mutant, in the order of the enumeration.
  static let all: [MutantNote] = [
    MutantNote(
      "decode-length-carry-dropped",
      "The length is decoded without the carry out of the stored bits of T: breaks `cap.decode.top`.",
      group: "Capabilities", breaks: ["cap.decode.top"]),
    MutantNote(
      "decode-internal-length-forgotten",
      "The length of a capability with an internal exponent lacks its highest bit: breaks `cap.decode.top`.",
      group: "Capabilities", breaks: ["cap.decode.top"]),
    MutantNote(
      "decode-exponent-clamped-low",
      "The greatest exponent counts as the one below it: breaks `cap.decode.bounds`.",
      group: "Capabilities", breaks: ["cap.decode.bounds"]),
    MutantNote(
      "decode-exponent-bits-kept",
      "The bits of B that hold the exponent are not taken as 0: breaks `cap.decode.exponent`.",
      group: "Capabilities", breaks: ["cap.decode.exponent"]),
    MutantNote(
      "decode-space-starts-at-base",
      "The representable space starts at the eighth of the base, not one below: breaks `cap.decode.space`.",
      group: "Capabilities", breaks: ["cap.decode.space"]),
    MutantNote(
      "decode-block-uncorrected",
      "Base is taken to be in the block of the address: breaks `cap.decode.correction`.",
      group: "Capabilities", breaks: ["cap.decode.correction"]),
    MutantNote(
      "decode-top-uncorrected",
      "The highest bit of top is left as computed: breaks `cap.decode.wrap`.",
      group: "Capabilities", breaks: ["cap.decode.wrap"]),
    MutantNote(
      "decode-top-always-corrected",
      "The highest bit of top is corrected for the two greatest exponents, too: breaks `cap.decode.wrap`.",
      group: "Capabilities", breaks: ["cap.decode.wrap"]),
    MutantNote(
      "set-bounds-top-truncated",
      "Top is rounded down: breaks `cap.setBounds.rounding`.",
      group: "Capabilities", breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-base-rounded-up",
      "Base is rounded up: breaks `cap.setBounds.rounding`.",
      group: "Capabilities", breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exponent-not-grown",
      "A length that rounding made too long keeps its exponent: breaks `cap.setBounds.rounding`.",
      group: "Capabilities", breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exponent-too-large",
      "The exponent is one more than the least that will do: breaks `cap.setBounds.exponent`.",
      group: "Capabilities", breaks: ["cap.setBounds.exponent"]),
    MutantNote(
      "set-bounds-always-exact",
      "Rounded bounds are reported as exact: breaks `cap.setBounds.rounding`.",
      group: "Capabilities", breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exact-ignores-top",
      "Only the base is looked at to say whether bounds are exact: breaks `cap.setBounds.rounding`.",
      group: "Capabilities", breaks: ["cap.setBounds.rounding"]),
    MutantNote(
      "set-bounds-exact-keeps-tag",
      "Exact bounds that had to be rounded keep the tag: breaks `cap.setBoundsExact`.",
      group: "Capabilities", breaks: ["cap.setBoundsExact"]),
    MutantNote(
      "set-bounds-widens",
      "Bounds outside of the present ones keep the tag: breaks `cap.setBounds.tag`.",
      group: "Capabilities", breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-checks-rounded",
      "The rounded bounds, not those asked for, must lie within the present ones: breaks `cap.setBounds.tag`.",
      group: "Capabilities", breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-unseals",
      "A sealed capability keeps its tag when its bounds are set: breaks `cap.setBounds.tag`.",
      group: "Capabilities", breaks: ["cap.setBounds.tag"]),
    MutantNote(
      "set-bounds-top-wraps",
      "A top beyond the end of the address space wraps around: breaks `cap.setBounds`.",
      group: "Capabilities", breaks: ["cap.setBounds"]),
    MutantNote(
      "set-address-unchecked",
      "An address at which the bounds mean something else keeps the tag: breaks `cap.setAddress`.",
      group: "Capabilities", breaks: ["cap.setAddress"]),
    MutantNote(
      "set-address-in-bounds-only",
      "An address out of bounds loses the tag although it is representable: breaks `cap.setAddress`.",
      group: "Capabilities", breaks: ["cap.setAddress"]),
    MutantNote(
      "set-address-of-sealed",
      "A sealed capability can be moved: breaks `cap.setAddress`.",
      group: "Capabilities", breaks: ["cap.setAddress"]),
    MutantNote(
      "increment-of-sealed",
      "A sealed capability can be incremented: breaks `cap.incrementOffset`.",
      group: "Capabilities", breaks: ["cap.incrementOffset"]),
    MutantNote(
      "increment-checked-precisely",
      "Increments are checked precisely where the format has the fast check: breaks `cap.representable.fast`.",
      group: "Capabilities", breaks: ["cap.representable.fast"]),
    MutantNote(
      "increment-unchecked",
      "An increment out of the representable space keeps the tag: breaks `cap.incrementOffset`.",
      group: "Capabilities", breaks: ["cap.incrementOffset"]),
    MutantNote(
      "decrement-rejected",
      "A negative increment counts as a very large one: breaks `cap.representable.fast`.",
      group: "Capabilities", breaks: ["cap.representable.fast"]),
    MutantNote(
      "set-offset-from-address",
      "An offset is counted from the address, not from the base: breaks `cap.setOffset`.",
      group: "Capabilities", breaks: ["cap.setOffset"]),
    MutantNote(
      "permissions-added",
      "Permissions that the mask names are added: breaks `cap.andPermissions`.",
      group: "Capabilities", breaks: ["cap.andPermissions"]),
    MutantNote(
      "permission-bits-swapped",
      "The mask's bit for one permission removes its neighbour: breaks `cap.andPermissions`.",
      group: "Capabilities", breaks: ["cap.andPermissions"]),
    MutantNote(
      "illegal-permissions-kept",
      "Permissions stay although those they need are gone: breaks `cap.permissions.legal`.",
      group: "Capabilities", breaks: ["cap.permissions.legal"]),
    MutantNote(
      "permissions-of-sealed",
      "A sealed capability keeps its tag when its permissions change: breaks `cap.andPermissions`.",
      group: "Capabilities", breaks: ["cap.andPermissions"]),
    MutantNote(
      "flags-of-sealed",
      "A sealed capability keeps its tag when its flags change: breaks `cap.setFlags`.",
      group: "Capabilities", breaks: ["cap.setFlags"]),
    MutantNote(
      "seal-without-permission",
      "Any capability is an authority to seal: breaks `cap.seal.authority`.",
      group: "Capabilities", breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-with-reserved-type",
      "A reserved object type can be sealed with: breaks `cap.seal.authority`.",
      group: "Capabilities", breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-at-top",
      "The top of a sealing authority counts as one of its object types: breaks `cap.seal.authority`.",
      group: "Capabilities", breaks: ["cap.seal.authority"]),
    MutantNote(
      "seal-reseals",
      "A sealed capability can be sealed anew: breaks `cap.seal`.",
      group: "Capabilities", breaks: ["cap.seal"]),
    MutantNote(
      "unseal-any-type",
      "The object type is not compared when unsealing: breaks `cap.unseal`.",
      group: "Capabilities", breaks: ["cap.unseal"]),
    MutantNote(
      "unseal-with-seal-permission",
      "The permission to seal is taken for the one to unseal: breaks `cap.unseal`.",
      group: "Capabilities", breaks: ["cap.unseal"]),
    MutantNote(
      "unseal-keeps-global",
      "Unsealing by an authority that is not global leaves the capability global: breaks `cap.unseal`.",
      group: "Capabilities", breaks: ["cap.unseal"]),
    MutantNote(
      "seal-entry-reseals",
      "A sealed capability can be sealed as an entry: breaks `cap.sealEntry`.",
      group: "Capabilities", breaks: ["cap.sealEntry"]),
    MutantNote(
      "conditional-seal-insists",
      "An authority out of its bounds clears the tag: breaks `cap.conditionalSeal`.",
      group: "Capabilities", breaks: ["cap.conditionalSeal"]),
    MutantNote(
      "build-ignores-permissions",
      "A built capability can have permissions that its authority has not: breaks `cap.buildCapability.failure`.",
      group: "Capabilities", breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-ignores-bounds",
      "A built capability can reach beyond its authority: breaks `cap.buildCapability.failure`.",
      group: "Capabilities", breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-from-sealed",
      "A sealed capability is an authority to build: breaks `cap.buildCapability.failure`.",
      group: "Capabilities", breaks: ["cap.buildCapability.failure"]),
    MutantNote(
      "build-accepts-any-bits",
      "Bits that no derivation yields are tagged: breaks `cap.buildCapability`.",
      group: "Capabilities", breaks: ["cap.buildCapability"]),
    MutantNote(
      "build-keeps-type",
      "A built capability keeps an object type that needs an authority: breaks `cap.buildCapability`.",
      group: "Capabilities", breaks: ["cap.buildCapability"]),
    MutantNote(
      "copy-type-of-reserved",
      "A reserved object type is copied with the tag: breaks `cap.copyType`.",
      group: "Capabilities", breaks: ["cap.copyType"]),
    MutantNote(
      "subset-ignores-tag",
      "An untagged capability can be a subset of a tagged one: breaks `cap.testSubset`.",
      group: "Capabilities", breaks: ["cap.testSubset"]),
    MutantNote(
      "subset-ignores-permissions",
      "Permissions are not compared: breaks `cap.testSubset`.",
      group: "Capabilities", breaks: ["cap.testSubset"]),
    MutantNote(
      "equal-ignores-tag",
      "Tags are not compared: breaks `cap.setEqualExact`.",
      group: "Capabilities", breaks: ["cap.setEqualExact"]),
    MutantNote(
      "set-high-keeps-tag",
      "New metadata keeps the tag: breaks `cap.setHigh`.",
      group: "Capabilities", breaks: ["cap.setHigh"]),
    MutantNote(
      "representable-length-truncated",
      "The length is rounded down: breaks `cap.representableLength`.",
      group: "Capabilities", breaks: ["cap.representableLength"]),
    MutantNote(
      "representable-mask-too-wide",
      "The mask leaves one bit too many: breaks `cap.representableLength.mask`.",
      group: "Capabilities", breaks: ["cap.representableLength.mask"]),
    MutantNote(
      "relocation-edge-exclusive",
      "Relocation compares strictly at both ends of the origin region: the first byte and one past the end are missed: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-tests-address-only",
      "Only the address is compared with the origin region: breaks `cap.relocate.outside`.",
      group: "Relocation", breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-widens-bounds",
      "A relocated capability gets the bounds of the whole region: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-restores-permissions",
      "A relocated capability gets every permission: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-unseals",
      "A sealed entry comes out of relocation unsealed: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "relocation-narrows-from-address",
      "Bounds are rebuilt from the address, so that interior pointers shift: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "kernel-return-sentry-kept",
      "Whatever is sealed as an entry counts as an entry into the kernel: breaks `cap.relocate.outside`.",
      group: "Relocation", breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-keeps-strays",
      "What lies outside of the origin region keeps its tag: breaks `cap.relocate.outside`.",
      group: "Relocation", breaks: ["cap.relocate.outside"]),
    MutantNote(
      "relocation-moves-data",
      "Untagged words are moved as well: breaks `cap.relocate.data`.",
      group: "Relocation", breaks: ["cap.relocate.data"]),
    MutantNote(
      "zero-length-at-end-cleared",
      "An empty capability at the end of its region counts as outside: breaks `cap.relocate.inside`.",
      group: "Relocation", breaks: ["cap.relocate.inside"]),
    MutantNote(
      "region-too-small-for-format",
      "A region can be smaller than the format allows, so that bounds mean something else after a move: breaks `cap.relocate.size`.",
      group: "Relocation", breaks: ["cap.relocate.size"]),
    MutantNote(
      "access-ignores-tag",
      "A load or store does not ask whether its authority is tagged.",
      group: "The machine", breaks: []),
    MutantNote(
      "access-ignores-seal",
      "A load or store does not ask whether its authority is sealed.",
      group: "The machine", breaks: []),
    MutantNote(
      "load-ignores-permission",
      "A load does not ask for the permission to load.",
      group: "The machine", breaks: []),
    MutantNote(
      "store-ignores-permission",
      "A store does not ask for the permission to store.",
      group: "The machine", breaks: []),
    MutantNote(
      "store-ignores-capability-permission",
      "A store of a tagged capability does not ask for the permission to store capabilities.",
      group: "The machine", breaks: []),
    MutantNote(
      "store-ignores-local-permission",
      "A store of a capability that is not global does not ask for the permission to store local ones.",
      group: "The machine", breaks: []),
    MutantNote(
      "access-ends-beyond-top",
      "An access may end one byte after the top of its authority.",
      group: "The machine", breaks: []),
    MutantNote(
      "bounds-before-permissions",
      "The bounds of an authority are checked before its permissions.",
      group: "The machine", breaks: []),
    MutantNote(
      "alignment-before-authority",
      "The alignment of a capability load is checked before its authority.",
      group: "The machine", breaks: []),
    MutantNote(
      "data-store-keeps-tag",
      "A store of data leaves the tag of its granule set.",
      group: "The machine", breaks: []),
    MutantNote(
      "data-store-keeps-second-tag",
      "Of a store of data across two granules only the first loses its tag.",
      group: "The machine", breaks: []),
    MutantNote(
      "load-keeps-tag-without-permission",
      "A load through an authority without LoadCap keeps the tag of what it loads.",
      group: "The machine", breaks: []),
    MutantNote(
      "strip-policy-keeps-tag",
      "A load from a page with the policy *strip* keeps the tag of what it loads.",
      group: "The machine", breaks: []),
    MutantNote(
      "fault-policy-ignored",
      "A load of a tagged capability from a page with the policy *fault* does not fault.",
      group: "The machine", breaks: []),
    MutantNote(
      "amoswap-skips-load-barrier",
      "An atomic exchange does not ask for the policy of capability loads.",
      group: "The machine", breaks: []),
    MutantNote(
      "loadtags-skips-barrier",
      "A load of tags ignores the policy *fault*.",
      group: "The machine", breaks: []),
    MutantNote(
      "fault-policy-ignores-tag",
      "A load of an untagged value from a page with the policy *fault* faults too.",
      group: "The machine", breaks: []),
    MutantNote(
      "store-policy-ignored",
      "A tagged capability can be stored to a page that takes none.",
      group: "The machine", breaks: []),
    MutantNote(
      "translation-not-flushed",
      "The kernel's order to forget the translation of a page is not followed.",
      group: "The machine", breaks: []),
    MutantNote(
      "stale-block-after-store",
      "Translated code is executed after a store has changed it.",
      group: "The machine", breaks: []),
    MutantNote(
      "conditional-ignores-reservation",
      "A store-conditional succeeds without a reservation.",
      group: "The machine", breaks: []),
    MutantNote(
      "reservation-survives-trap",
      "A trap does not end a reservation.",
      group: "The machine", breaks: []),
    MutantNote(
      "reservation-survives-other-hart",
      "A store by another hart does not end a reservation.",
      group: "The machine", breaks: []),
    MutantNote(
      "link-unsealed",
      "A capability jump links with an unsealed capability.",
      group: "The machine", breaks: []),
    MutantNote(
      "jump-ignores-execute-permission",
      "A capability jump does not ask for the permission to execute.",
      group: "The machine", breaks: []),
    MutantNote(
      "jump-through-any-seal",
      "A capability jump goes through any sealed capability as through a sealed entry.",
      group: "The machine", breaks: []),
    MutantNote(
      "invoke-ignores-type",
      "`cinvoke` does not compare the object types of code and data.",
      group: "The machine", breaks: []),
    MutantNote(
      "kernel-entry-without-seal",
      "A kernel entry is reached by any jump to its address.",
      group: "The machine", breaks: []),
    MutantNote(
      "system-registers-unguarded",
      "Special capability registers are accessed without the permission to access system registers.",
      group: "The machine", breaks: []),
    MutantNote(
      "trap-value-forgets-register",
      "The value of a capability exception does not tell the register.",
      group: "The machine", breaks: []),
    MutantNote(
      "move-keeps-tag",
      "Moving an address out of the representable space keeps the tag.",
      group: "The machine", breaks: []),
    MutantNote(
      "word-load-unsigned",
      "A load of a word is not sign-extended.",
      group: "The machine", breaks: []),
    MutantNote(
      "quotient-by-zero-is-zero",
      "The quotient by 0 is 0.",
      group: "The machine", breaks: []),
    MutantNote(
      "atomic-returns-new-value",
      "An atomic operation results in the new value.",
      group: "The machine", breaks: []),
    MutantNote(
      "budget-exceeded-by-one",
      "The last instruction of a budget is executed together with the one after it.",
      group: "The machine", breaks: []),
    MutantNote(
      "default-data-capability-unrestricted",
      "The ambient data capability is never narrowed: integers become pointers to anything.",
      group: "The kernel: authority", breaks: []),
    MutantNote(
      "wrong-permission-bit-removed",
      "Taking the permission to access system registers away clears the bit beside it instead.",
      group: "The kernel: authority", breaks: []),
    MutantNote(
      "thread-pointer-unbounded",
      "The child's thread pointer is derived from an unbounded capability.",
      group: "The kernel: authority", breaks: []),
    MutantNote(
      "kernel-capability-left-in-image",
      "Start-up leaves an unsealed capability of the kernel in the program's memory.",
      group: "The kernel: authority", breaks: []),
    MutantNote(
      "kernel-spills-on-user-stack",
      "The kernel runs on the caller's stack while it forks, and leaves a capability of its own there.",
      group: "The kernel: authority", breaks: []),
    MutantNote(
      "grandchild-fault-skips-copy",
      "A grandchild's fault maps its own frame without the contents.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "load-barrier-dropped",
      "Making a page writable again for a process that is itself a child turns off its capability-load fault.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "grandchild-maps-grandparent",
      "A fork by a process that is itself a child maps the frames of that process's parent.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "grandparent-write-leaks",
      "A write by a process that has grandchildren goes into the shared frame.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "reference-index-collides",
      "The sharers of a frame are counted by the process's slot modulo 4, so that some of them are not counted.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "relocation-distance-unsigned",
      "The distance between two regions is added even if the child lies below the frame's origin.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "stale-child-record",
      "Exit leaves the record of who shares with whom; a later write of the old parent overwrites the region's new owner.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "mapped-before-copied",
      "A page is made accessible before its contents are there: another thread sees it without them.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "fault-grants-write",
      "A fault for want of a permission makes the page writable, read-only pages included.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "eager-copy-discarded",
      "Pages that were copied eagerly are overwritten when the page table is copied.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "sibling-copied-early",
      "One child's fault copies the page for its siblings as well.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "last-sharer-keeps-unrelocated",
      "The last process that maps a frame gets it as it is, without relocation.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "parent-exit-frees-origin",
      "A region is used again although frames whose origin it is are still mapped.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "origin-change-forgets-distance",
      "After a frame was given another origin, its other sharers relocate it by the old distance.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "eager-page-relocated-twice",
      "An eagerly copied page keeps its old origin, so that the next fault relocates it again.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "tlb-stale-after-fork",
      "Fork takes write permission away in the page table, but not in the translation lookaside buffers.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "shared-leaf-written",
      "A fault that changes a page of a shared leaf changes it for a relative as well.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "snapshot-torn",
      "The parent's pages stay accessible to its other threads while fork copies them: the child has pages of two moments.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "reservation-survives-fork",
      "A reservation of the parent's thread outlives a fork.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "shared-mapping-copied",
      "A shared mapping becomes private at fork.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "shared-memory-keeps-tags",
      "The child's alias of a shared mapping lets capabilities through.",
      group: "The kernel: fork and lazy copying", breaks: []),
    MutantNote(
      "fault-never-kills",
      "A refused access is reported, but does not end the process.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "wait-status-unshifted",
      "An exit status of 1 is reported as death by signal 1.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "wait-never-blocks",
      "Waiting without children is no error.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "orphans-not-reparented",
      "The children of a dead parent are adopted by whoever gets its slot in the process table.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "zombie-reaped-by-stranger",
      "A process can reap a child that is not its own.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "region-not-scrubbed",
      "A freed frame keeps its bytes and tags for the next owner.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "slot-exhaustion-unchecked",
      "A fork for which no region is left takes one that is in use.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "fork-failure-half-done",
      "A fork that fails has write-protected the parent's pages already.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "shortage-keeps-reservation",
      "A fork that is refused a region keeps the frames that were reserved.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "child-close-frees-parent-file",
      "Fork does not count the child's descriptors; the child's close frees the parent's file.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "exit-keeps-descriptors",
      "Exit leaves descriptors open: a pipe never reports its end.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "mprotect-lifts-barrier",
      "Changing the protection of a page with a copy pending makes it plainly accessible.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "file-offset-per-process",
      "A child's descriptors have an offset of their own.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "pending-signals-inherited",
      "The child starts with the signals that are pending for its parent.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "signal-handler-not-relocated",
      "The handlers of a child are those of its parent, in its parent's region.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "sigreturn-trusts-frame",
      "What a signal frame holds is restored as capabilities, whether it is tagged or not.",
      group: "The kernel: processes", breaks: []),
    MutantNote(
      "copyin-reads-twice",
      "What a process passes by reference is checked, and read again when it is used: another thread can change it in between.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "copyin-bypasses-load-barrier",
      "An array of buffers in a page with relocation pending is read as it is, with pointers into the parent.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "argument-size-unchecked",
      "The length of a buffer is not compared with the bounds of its capability.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "copyout-bypasses-unshare",
      "What is read goes into the frame that the page shows, whoever else shows it.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "copyout-writes-inputs",
      "What was written is stored back to where it came from.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "copyout-full-length",
      "A short read fills the whole buffer.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "vector-io-first-only",
      "Of an array of buffers only the first is used.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "pipe-copies-tags",
      "Whole granules go through pipes with their tags.",
      group: "The kernel: what is passed by reference", breaks: []),
    MutantNote(
      "shared-object-keeps-tags",
      "A shared memory object lets capabilities through to whoever maps it.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "discarded-page-stays-mapped",
      "Who maps pages that a shared memory object has lost keeps them.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "shortened-object-keeps-bytes",
      "A shared memory object that is shortened in the middle of a page keeps the bytes behind its end.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "read-only-object-written",
      "A shared memory object can be mapped for writing by a descriptor that is open for reading.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "message-priority-forgotten",
      "Every message is sent with priority 0.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "poll-forgets-hang-up",
      "Poll does not tell the reader of a pipe that nobody writes to it any more.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "limits-not-inherited",
      "A child of fork starts without the limits that its parent has set.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "file-size-signal-forgotten",
      "A write beyond the limit of file sizes fails, but no signal is sent.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "self-duplicate-clears-flag",
      "To duplicate a descriptor onto itself takes its close-on-exec flag away.",
      group: "The kernel: objects and limits", breaks: []),
    MutantNote(
      "short-pipe-write-split",
      "A short write to a pipe that is nearly full is split: what fits goes in, the rest waits.",
      group: "The kernel: objects and limits", breaks: []),
  ]
}
