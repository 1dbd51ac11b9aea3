// Derived from the doc comments of the mutants by `ufork document`.
// swift-format-ignore-file

extension MutantNote {
  /// Every mutant, in the order of the enumeration.
  static let all: [MutantNote] = [
    MutantNote(
      "relocation-edge-exclusive",
      "Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed."),
    MutantNote(
      "grandchild-fault-skips-copy",
      "A grandchild's fault maps its own frame without the contents."),
    MutantNote(
      "load-barrier-dropped",
      "Making a page writable again for a process that is itself a child turns off its capability-load fault."),
    MutantNote(
      "access-ignores-tag",
      "A load or store does not ask whether its authority is tagged."),
    MutantNote(
      "access-ignores-seal",
      "A load or store does not ask whether its authority is sealed."),
    MutantNote(
      "load-ignores-permission",
      "A load does not ask for the permission to load."),
    MutantNote(
      "store-ignores-permission",
      "A store does not ask for the permission to store."),
    MutantNote(
      "store-ignores-capability-permission",
      "A store of a tagged capability does not ask for the permission to store capabilities."),
    MutantNote(
      "store-ignores-local-permission",
      "A store of a capability that is not global does not ask for the permission to store local ones."),
    MutantNote(
      "access-ends-beyond-top",
      "An access may end one byte after the top of its authority."),
    MutantNote(
      "bounds-before-permissions",
      "The bounds of an authority are checked before its permissions."),
    MutantNote(
      "alignment-before-authority",
      "The alignment of a capability load is checked before its authority."),
    MutantNote(
      "data-store-keeps-tag",
      "A store of data leaves the tag of its granule set."),
    MutantNote(
      "data-store-keeps-second-tag",
      "Of a store of data across two granules only the first loses its tag."),
    MutantNote(
      "load-keeps-tag-without-permission",
      "A load through an authority without LoadCap keeps the tag of what it loads."),
    MutantNote(
      "strip-policy-keeps-tag",
      "A load from a page with the policy *strip* keeps the tag of what it loads."),
    MutantNote(
      "fault-policy-ignored",
      "A load of a tagged capability from a page with the policy *fault* does not fault."),
    MutantNote(
      "fault-policy-ignores-tag",
      "A load of an untagged value from a page with the policy *fault* faults too."),
    MutantNote(
      "store-policy-ignored",
      "A tagged capability can be stored to a page that takes none."),
    MutantNote(
      "translation-not-flushed",
      "The kernel's order to forget the translation of a page is not followed."),
    MutantNote(
      "stale-block-after-store",
      "Translated code is executed after a store has changed it."),
    MutantNote(
      "conditional-ignores-reservation",
      "A store-conditional succeeds without a reservation."),
    MutantNote(
      "reservation-survives-trap",
      "A trap does not end a reservation."),
    MutantNote(
      "reservation-survives-other-hart",
      "A store by another hart does not end a reservation."),
    MutantNote(
      "link-unsealed",
      "A capability jump links with an unsealed capability."),
    MutantNote(
      "jump-ignores-execute-permission",
      "A capability jump does not ask for the permission to execute."),
    MutantNote(
      "jump-through-any-seal",
      "A capability jump goes through any sealed capability as through a sealed entry."),
    MutantNote(
      "invoke-ignores-type",
      "`cinvoke` does not compare the object types of code and data."),
    MutantNote(
      "kernel-entry-without-seal",
      "A kernel entry is reached by any jump to its address."),
    MutantNote(
      "system-registers-unguarded",
      "Special capability registers are accessed without the permission to access system registers."),
    MutantNote(
      "trap-value-forgets-register",
      "The value of a capability exception does not tell the register."),
    MutantNote(
      "move-keeps-tag",
      "Moving an address out of the representable space keeps the tag."),
    MutantNote(
      "word-load-unsigned",
      "A load of a word is not sign-extended."),
    MutantNote(
      "quotient-by-zero-is-zero",
      "The quotient by 0 is 0."),
    MutantNote(
      "atomic-returns-new-value",
      "An atomic operation results in the new value."),
    MutantNote(
      "budget-exceeded-by-one",
      "The last instruction of a budget is executed together with the one after it."),
    MutantNote(
      "default-data-capability-unrestricted",
      "The ambient data capability is never narrowed: integers become pointers to anything."),
    MutantNote(
      "wrong-permission-bit-removed",
      "Taking the permission to access system registers away clears the bit beside it instead."),
    MutantNote(
      "thread-pointer-unbounded",
      "The child's thread pointer is derived from an unbounded capability."),
    MutantNote(
      "kernel-capability-left-in-image",
      "Start-up leaves an unsealed capability of the kernel in the program's memory."),
    MutantNote(
      "kernel-spills-on-user-stack",
      "The kernel runs on the caller's stack while it forks, and leaves a capability of its own there."),
    MutantNote(
      "grandchild-maps-grandparent",
      "A fork by a process that is itself a child maps the frames of that process's parent."),
    MutantNote(
      "grandparent-write-leaks",
      "A write by a process that has grandchildren goes into the shared frame."),
    MutantNote(
      "reference-index-collides",
      "The sharers of a frame are counted by the process's slot modulo 4, so that some of them are not counted."),
    MutantNote(
      "relocation-distance-unsigned",
      "The distance between two regions is added even if the child lies below the frame's home."),
    MutantNote(
      "stale-child-record",
      "Exit leaves the record of who shares with whom; a later write of the old parent overwrites the region's new owner."),
    MutantNote(
      "mapped-before-copied",
      "A page is made accessible before its contents are there."),
    MutantNote(
      "fault-grants-write",
      "A fault for want of a permission makes the page writable, read-only pages included."),
    MutantNote(
      "eager-copy-discarded",
      "Pages that were copied eagerly are overwritten when the page table is copied."),
    MutantNote(
      "sibling-copied-early",
      "One child's fault copies the page for its siblings as well."),
    MutantNote(
      "last-sharer-keeps-unrelocated",
      "The last process that maps a frame gets it as it is, without relocation."),
    MutantNote(
      "parent-exit-frees-home",
      "A region is used again although frames whose home it is are still mapped."),
    MutantNote(
      "rehome-forgets-distance",
      "After a frame was given another home, its other sharers relocate it by the old distance."),
    MutantNote(
      "eager-page-relocated-twice",
      "An eagerly copied page keeps its old home, so that the next fault relocates it again."),
    MutantNote(
      "tlb-stale-after-fork",
      "Fork takes write permission away in the page table, but not in the translation lookaside buffers."),
    MutantNote(
      "shared-leaf-written",
      "A fault that changes a page of a shared leaf changes it for a relative as well."),
    MutantNote(
      "shared-mapping-copied",
      "A shared mapping becomes private at fork."),
    MutantNote(
      "shared-memory-keeps-tags",
      "The child's alias of a shared mapping lets capabilities through."),
    MutantNote(
      "fault-never-kills",
      "A refused access is reported, but does not end the process."),
    MutantNote(
      "wait-status-unshifted",
      "An exit status of 1 is reported as death by signal 1."),
    MutantNote(
      "wait-never-blocks",
      "Waiting without children is no error."),
    MutantNote(
      "orphans-not-reparented",
      "The children of a dead parent are adopted by whoever gets its slot in the process table."),
    MutantNote(
      "zombie-reaped-by-stranger",
      "A process can reap a child that is not its own."),
    MutantNote(
      "region-not-scrubbed",
      "A freed frame keeps its bytes and tags for the next owner."),
    MutantNote(
      "slot-exhaustion-unchecked",
      "A fork for which no region is left takes one that is in use."),
    MutantNote(
      "fork-failure-half-done",
      "A fork that fails has write-protected the parent's pages already."),
    MutantNote(
      "child-close-frees-parent-file",
      "Fork does not count the child's descriptors; the child's close frees the parent's file."),
    MutantNote(
      "exit-keeps-descriptors",
      "Exit leaves descriptors open: a pipe never reports its end."),
    MutantNote(
      "mprotect-lifts-barrier",
      "Changing the protection of a page that owes a copy makes it plainly accessible."),
  ]
}
