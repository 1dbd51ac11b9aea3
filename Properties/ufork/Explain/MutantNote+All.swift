// Derived from the doc comments of the mutants by `ufork document`.

extension MutantNote {
  /// Every mutant, in the order of the enumeration.
  static let all: [MutantNote] = [
    MutantNote(
      "relocation-edge-exclusive",
      "Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.",
      breaks: []),
    MutantNote(
      "grandchild-fault-skips-copy",
      "A grandchild's fault maps its own frame without the contents.",
      breaks: []),
    MutantNote(
      "load-barrier-dropped",
      "Making a page writable again for a process that is itself a child turns off its capability-load fault.",
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
      "A page is made accessible before its contents are there.",
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
  ]
}
